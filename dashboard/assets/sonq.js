// The little that must happen in the browser: HTML is put in, links are followed without loading all anew,
// the day and the way of knowing become an address.
"use strict";

(() => {
  const NARROW = 700;
  const rowHeight = () => (window.innerWidth < NARROW ? 140 : 68);
  const nothing = () => window.dash_clientside.no_update;

  // The other half of dashboard/markup.py, where the text was escaped.
  window.sonq = Object.assign(window.sonq || {}, {
    Html: ({ id, className, html }) =>
      window.React.createElement("div", { id, className, dangerouslySetInnerHTML: { __html: html } }),
  });

  const go = (href) => {
    const before = location.pathname;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    if (location.pathname !== before) {
      window.scrollTo(0, 0);
      document.getElementById("page")?.focus({ preventScroll: true });
    }
  };

  window.sonq.go = go;

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const here = link && link.pathname === location.pathname && link.search === location.search;
    const away = !link || link.target || link.hasAttribute("download") || link.origin !== location.origin;
    if (away || event.defaultPrevented || event.button) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || (here && link.hash)) return;
    event.preventDefault();
    go(link.href);
  });

  // Dash says nothing when the server is gone.
  const LOST = "Mất kết nối với hệ thống, nội dung đang xem có thể không còn mới. Đề nghị tải lại trang.";
  const ask = window.fetch.bind(window);
  window.fetch = async (...request) => {
    const told = document.getElementById("lost");
    const [asked, how] = request;
    const path = new URL(asked.url || asked, location).pathname;
    try {
      const answer = await (window.sonq.foreseen(path, how?.body) || ask(...request));
      told?.remove();
      if (answer.status === 401 && /^\/(_dash-|api\/)/.test(path)) {
        location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
      }
      return window.sonq.unwanted(path, how?.body) ? new Response(null, { status: 204 }) : answer;
    } catch (error) {
      if (!told) {
        const words = Object.assign(document.createElement("p"), { id: "lost", textContent: LOST });
        words.setAttribute("role", "alert");
        document.body.append(words);
      }
      throw error;
    }
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.sonq = {
    arrived: (shown) => {
      document.title = shown.title;
      window.sonq.arrived(shown);
      const here = document.querySelector("#nav [aria-current]");
      if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 40;
      const month = document.querySelector(".months th[aria-current]");
      if (month) month.closest(".scroll").scrollLeft = month.offsetLeft - month.closest(".scroll").clientWidth / 1.5;
      return nothing();
    },

    choose: (day, way, shown) => {
      if (!day || !shown || (day === shown.day && way === shown.way)) return nothing();
      const asked = new URLSearchParams(location.search);
      for (const name of ["ngay", "cach", ...(way ? ["biet"] : [])]) asked.delete(name);
      if (day !== shown.today || !way) asked.set("ngay", day);
      if (day !== shown.today && way) asked.set("cach", way);
      go(`${location.pathname}?${asked}`.replace(/\?$/, ""));
      return nothing();
    },

    open: (clicked) => {
      const href = clicked?.points?.[0]?.customdata;
      if (href) go(href);
      return nothing();
    },
  };

  // A list. On a telephone a row is told in one column.
  const h = (...parts) => window.React.createElement(...parts);
  const small = (...words) => words.some(Boolean) && h("small", null, ...words);
  const status = (row) => h("span", null, h("i", { className: `mark ${row.status}`, "aria-hidden": true }), row.word);
  const cell = (tell) => ({ data }) =>
    h("div", { className: "cell" }, ...(data ? tell(data) : [h("span", { className: "loading" }, "Đang tải…")]));

  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, {
    task: cell((row) => [
      h("a", { href: row.href }, row.task),
      small(row.place),
      h(
        "div",
        { className: "narrow" },
        small(row.unit),
        small(row.deadline && `Hạn: ${row.deadline}`),
        row.word && small(status(row), row.more && ` · ${row.more}`),
      ),
    ]),
    unit: cell((row) => [row.unit]),
    deadline: cell((row) => [row.deadline, small(row.extended)]),
    completed: cell((row) => [row.completed]),
    status: cell((row) => [status(row), small(row.more)]),
  });

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, {
    sonqGridTheme: (theme) =>
      theme.withParams({
        accentColor: "var(--link)",
        backgroundColor: "var(--surface)",
        borderColor: "var(--line)",
        browserColorScheme: "inherit",
        cellHorizontalPadding: 14,
        fontFamily: "inherit",
        fontSize: 14,
        foregroundColor: "var(--text)",
        headerBackgroundColor: "var(--surface-2)",
        headerFontWeight: 600,
        rowHeight: rowHeight(),
        wrapperBorderRadius: 8,
      }),
    sonqLeave: () => false,
    // A link in the row opens by itself.
    sonqOpen: ({ event, data }) => event.key === "Enter" && data && !event.target.closest("a") && go(data.href),
    sonqNarrow: ({ api }) => {
      if (api.isDestroyed()) return; // one may have gone on meanwhile
      const others = api.getColumns().map((column) => column.getColId()).filter((id) => id !== "task");
      api.setColumnsVisible(others, window.innerWidth >= NARROW);
      api.setGridOption("rowHeight", rowHeight());
    },
  });
})();
