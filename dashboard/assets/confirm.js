// Chờ xác nhận: what is ticked goes in one command, and the list is worked off by keyboard. What was ticked and
// where the keyboard stood outlive the page being shown anew.
"use strict";

(() => {
  const OFF = "sonq:keys-off";
  const WRITES = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
  const ticked = new Set();
  const opened = new Set();
  let stood = null; // the row that had the focus: its key, its place should it be gone, the field if one was written in

  const rows = () => [...document.querySelectorAll(".waits > li")];
  const off = () => localStorage.getItem(OFF) !== null;
  const named = (act) => `${act.closest("li").dataset.key} ${act.querySelector("kbd")?.textContent}`;

  const tell = () => {
    for (const box of document.querySelectorAll(".waits [data-tick]")) {
      const { key } = box.closest("li").dataset;
      box.checked ? ticked.add(key) : ticked.delete(key);
    }
    for (const many of document.querySelectorAll("[data-many]")) {
      const items = [...document.querySelectorAll(`.waits [data-tick=${many.dataset.many}]:checked`)].map((box) => {
        const [assignment, report] = box.closest("li").dataset.key.split(".");
        return { assignment, report: Number(report) };
      });
      many.hidden = !items.length;
      many.querySelector("[name=items]").value = JSON.stringify(items);
      many.querySelector("[type=submit]").textContent = many.dataset.words.replace("{n}", String(items.length).padStart(2, "0"));
    }
  };

  const stand = (row) => {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };

  const shown = () => {
    const all = rows();
    const there = new Set(all.map((row) => row.dataset.key));
    for (const key of [...ticked]) if (!there.has(key)) ticked.delete(key);
    for (const row of all) {
      const box = row.querySelector("[data-tick]");
      if (box) box.checked = ticked.has(row.dataset.key);
      for (const act of row.querySelectorAll(".act")) if (opened.has(named(act))) act.open = true;
    }
    if (all[0]) all[0].tabIndex = 0;
    const keys = document.querySelector("[data-keys]");
    if (keys) keys.checked = !off();
    tell();
    if (stood && document.activeElement === document.body && all.length) {
      const field = stood.field ? document.querySelector(stood.field) : null;
      if (field?.checkVisibility()) field.focus({ preventScroll: true });
      else stand(all.find((row) => row.dataset.key === stood.key) || all[Math.min(stood.at, all.length - 1)]);
    }
  };

  // To the first thing that is still to be said; where nothing is, to the button that sends.
  const open = (act) => {
    act.open = true;
    const form = act.querySelector("form");
    const empty = [...form.elements].find((control) => control.required && !control.value);
    (empty || form.querySelector("[type=submit]")).focus();
    act.scrollIntoView({ block: "nearest" });
  };

  const KEYS = {
    j: (all, at) => stand(all[Math.min(at + 1, all.length - 1)]),
    k: (all, at) => stand(all[Math.max(at - 1, 0)]),
    x: (all, at) => at >= 0 && all[at].querySelector("[data-tick]")?.click(),
    g: () => document.querySelector("[data-many]:not([hidden]) [type=submit]")?.focus(),
    enter: (all, at) => document.activeElement === all[at] && all[at].querySelector("[data-open]").click(),
  };
  const press = (key, all, at) => {
    if (KEYS[key]) return KEYS[key](all, at);
    const act = at >= 0 && [...all[at].querySelectorAll(".act")].find((each) => each.querySelector("summary kbd")?.textContent.toLowerCase() === key);
    if (act) open(act);
    return act;
  };

  document.addEventListener("keydown", (event) => {
    const all = rows();
    if (!all.length || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const { target } = event;
    const row = target.closest(".waits > li");
    if (event.key === "Escape" && row && target !== row) {
      target.closest(".act")?.removeAttribute("open");
      return stand(row);
    }
    if (event.key === "Enter" && event.ctrlKey && target.form) return target.form.requestSubmit();
    if (off() || event.ctrlKey || event.metaKey || event.altKey || target.matches(WRITES)) return;
    if (!row && target !== document.body && !target.matches("#page")) return;
    if (event.key === "Enter" && target !== row) return;
    const at = row ? all.indexOf(row) : -1;
    const before = document.activeElement;
    press(event.key.toLowerCase(), all, at);
    if (document.activeElement !== before) event.preventDefault();
  });

  document.addEventListener("focusin", ({ target }) => {
    const row = target.closest(".waits > li");
    const field = target.matches(WRITES) && target.form && `form[data-api="${target.form.dataset.api}"] [name="${target.name}"]`;
    if (row) stood = { key: row.dataset.key, at: rows().indexOf(row), field };
    else if (!target.matches("body, #page")) stood = null;
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-tick]")) tell();
    if (target.matches("[data-keys]")) target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "");
  });
  document.addEventListener("click", ({ target }) => {
    const all = target.closest?.("[data-tick-all]");
    if (!all) return;
    for (const box of document.querySelectorAll(`.waits [data-tick=${all.dataset.tickAll}][data-of-all]`)) box.checked = true;
    tell();
  });
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.matches?.(".waits .act")) return;
      target.open ? opened.add(named(target)) : opened.delete(named(target));
    },
    true,
  );
  document.addEventListener("submit", ({ target }) => {
    const act = target.closest(".waits .act");
    if (act) opened.delete(named(act));
  });

  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.(".waits") || node.matches?.(".waits")))) shown();
  }).observe(document, { childList: true, subtree: true });
})();
