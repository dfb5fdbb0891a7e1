// Units chosen by typing: what is typed whole becomes a piece that can be taken out again. See unit_picker.py.
"use strict";

(() => {
  const option = (input, text) => [...(input.list?.options || [])].find(({ value }) => value.toLowerCase() === text.toLowerCase());

  const number = (picker) =>
    picker.querySelectorAll("li > input").forEach((hidden, n) => (hidden.name = `${picker.dataset.picker}.${n}`));

  const add = (picker, sent, shown) => {
    const piece = document.createElement("li");
    const out = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    out.setAttribute("aria-label", `Bỏ ${shown}`);
    const words = Object.assign(document.createElement("span"), { textContent: shown });
    piece.append(words, out, Object.assign(document.createElement("input"), { type: "hidden", value: sent }));
    picker.querySelector("ol").append(piece);
    number(picker);
  };

  const take = (input) => {
    const text = input.value.trim();
    if (!text) return;
    const known = option(input, text);
    add(input.closest("[data-picker]"), known?.dataset.id || known?.value || text, known?.value || text);
    input.value = "";
  };

  const typed = ({ target }) => (target.matches?.("[data-picker] > input") ? target : null);

  // A name picked from the list is taken at once; one that is typed, by Enter.
  document.addEventListener("input", (event) => {
    const input = typed(event);
    const picked = event.inputType === "insertReplacementText" || !event.inputType;
    if (input && picked && option(input, input.value.trim())) take(input);
  });
  document.addEventListener("keydown", (event) => {
    const input = event.key === "Enter" && typed(event);
    if (!input?.value.trim()) return;
    event.preventDefault();
    take(input);
  });
  document.addEventListener("click", ({ target }) => {
    const piece = target.closest?.("[data-picker] li > button")?.parentElement;
    if (!piece) return;
    const picker = piece.closest("[data-picker]");
    piece.remove();
    number(picker);
    picker.querySelector(":scope > input").focus();
  });
  // What still stands in the line when the form is sent belongs to it.
  document.addEventListener("submit", ({ target }) => target.querySelectorAll("[data-picker] > input").forEach(take), true);
})();
