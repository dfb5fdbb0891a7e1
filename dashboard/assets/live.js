// What was recorded elsewhere comes onto the page by itself; what is being typed is never taken away.
"use strict";

(() => {
  let shown = { live: false, position: 0 };
  let head = 0;
  let timer = null;

  const say = (words, more) => {
    const place = document.getElementById("said") || document.body.appendChild(Object.assign(document.createElement("p"), { id: "said" }));
    place.setAttribute("role", "status");
    place.replaceChildren(words, ...(more ? [" ", more] : []));
    clearTimeout(place.timer);
    if (!more) place.timer = setTimeout(() => place.replaceChildren(), 6000);
  };

  // What somebody has typed or chosen and not sent: whatever no longer stands as it came; what finds itself again
  // on the page that follows does not count. Nor is taken away what was just refused: who was slower reads why.
  const KEPT = "[data-tick], [data-keys], [type=range], .grid *";
  const changed = (control) => {
    const { type, options, selectedIndex } = control;
    if (type === "checkbox" || type === "radio") return control.checked !== control.defaultChecked;
    if (type === "select-multiple") return [...options].some(({ selected, defaultSelected }) => selected !== defaultSelected);
    if (type === "select-one") return selectedIndex !== Math.max(0, [...options].findIndex(({ defaultSelected }) => defaultSelected));
    return control.value !== control.defaultValue;
  };
  const unsent = () =>
    document.querySelector("form[data-dirty], form .refused:not([hidden]), .slider.moving") ||
    [...document.querySelectorAll("#page :is(input, select, textarea)")].some((control) => !control.matches(KEPT) && changed(control));

  const ask = (position) => {
    const again = Date.now();
    window.dash_clientside.set_props("moved", { data: { position, again } });
    return again;
  };

  // The page as it is at that position or later; `then`: another page; `words`: said when it is there.
  let toSay = null;
  const show = (position = head, then = null, words = null) => {
    if (words) toSay = { words, timer: setTimeout(() => say(words), 5000) };
    ask(position);
    if (then) window.sonq.go(then);
  };

  const offer = () => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Xem ngay" });
    button.onclick = () => (say(""), show());
    say("Có nội dung mới được ghi nhận.", button);
  };

  let unasked = null;
  const refresh = () => {
    timer = null;
    if (!shown.live || head <= shown.position) return;
    unsent() ? offer() : (unasked = ask(head));
  };

  // A page that came by itself, and meanwhile somebody began to fill in the one that is there.
  const unwanted = (path, body) => {
    if (path !== "/_dash-update-component" || !unasked) return false;
    const { changedPropIds, inputs } = JSON.parse(body);
    const mine = changedPropIds.join() === "moved.data" && inputs.some(({ value }) => value?.again === unasked);
    if (!mine || !unsent()) return false;
    offer();
    return true;
  };

  window.sonq = Object.assign(window.sonq || {}, {
    say,
    show,
    unwanted,
    arrived: (now) => {
      shown = window.sonq.shown = now;
      listen();
      if (toSay) {
        clearTimeout(toSay.timer);
        say(toSay.words);
        toSay = null;
      }
      document.querySelectorAll(".grid[id]").forEach(({ id }) => {
        try {
          window.dash_ag_grid?.getApi(id)?.refreshInfiniteCache();
        } catch {}
      });
    },
  });

  let events = null;
  const listen = () => {
    if (events) return;
    window.sonq.seen();
    events = new EventSource("/events");
    events.onmessage = ({ data }) => {
      head = Number(data);
      timer ??= setTimeout(refresh, 400);
    };
  };
})();
