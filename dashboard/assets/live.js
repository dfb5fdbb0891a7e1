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

  // The page as it is at that position or later; `then`: another page; `words`: said when it is there.
  let toSay = null;
  const show = (position = head, then = null, words = null) => {
    if (words) toSay = { words, timer: setTimeout(() => say(words), 5000) };
    window.dash_clientside.set_props("moved", { data: { position, again: Date.now() } });
    if (then) window.sonq.go(then);
  };

  const refresh = () => {
    timer = null;
    if (!shown.live || head <= shown.position) return;
    // Nor is what was just refused: who was slower reads why.
    if (!document.querySelector("form[data-dirty], form .refused:not([hidden])")) return show();
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Xem ngay" });
    button.onclick = () => (say(""), show());
    say("Có nội dung mới được ghi nhận.", button);
  };

  window.sonq = Object.assign(window.sonq || {}, {
    say,
    show,
    arrived: (now) => {
      shown = window.sonq.shown = now;
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

  const events = new EventSource("/events");
  events.onmessage = ({ data }) => {
    head = Number(data);
    timer ??= setTimeout(refresh, 400);
  };
})();
