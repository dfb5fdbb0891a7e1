// The panel "Biết đến…": filled in from the page that is shown, followed as an address.
"use strict";

(() => {
  const panel = () => document.getElementById("known");

  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target.id !== "known" || !target.open) return;
      const asked = new URLSearchParams(location.search);
      const { biet, ngay } = target.querySelector("form").elements;
      ngay.value = asked.get("ngay") || window.sonq.shown?.day || "";
      biet.value = asked.get("biet") || "";
      ngay.dispatchEvent(new Event("input", { bubbles: true })); // for days.js
      biet.focus();
    },
    true,
  );

  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#known")) return;
    event.preventDefault();
    const asked = new URLSearchParams(location.search);
    asked.delete("cach");
    for (const name of ["biet", "ngay"]) asked.set(name, event.target.elements[name].value.trim());
    panel().open = false;
    window.sonq.go(`${location.pathname}?${asked}`);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel()?.open) return;
    panel().open = false;
    panel().querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    if (panel()?.open && !target.closest("#known")) panel().open = false;
  });
})();
