// Units chosen by typing: what is typed whole becomes a piece that can be taken out again. See unit_picker.py.
"use strict";

(() => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

  // By its name, or without its marks where no other is written so.
  const option = (input, text) => {
    const offered = [...(input.list?.options || [])];
    const alike = offered.filter(({ value }) => fold(value) === fold(text));
    return alike.find(({ value }) => value.toLowerCase() === text.toLowerCase()) || (alike.length === 1 ? alike[0] : undefined);
  };

  const number = (picker) =>
    picker.querySelectorAll("li > input").forEach((hidden, n) => (hidden.name = `${picker.dataset.picker}.${n}`));

  const add = (picker, sent, shown) => {
    const piece = document.createElement("li");
    const out = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    out.setAttribute("aria-label", `Bỏ ${shown}`);
    piece.append(Object.assign(document.createElement("span"), { textContent: shown }), out);
    // A group stands for all its units.
    for (const value of sent.split("|")) piece.append(Object.assign(document.createElement("input"), { type: "hidden", value }));
    picker.querySelector("ol").append(piece);
    number(picker);
  };

  // What is chosen, and chosen again after the page was loaded anew.
  const values = (piece) => [...piece.querySelectorAll("input")].map(({ value }) => value);
  const picked = (picker) => [...picker.querySelectorAll("li")].map((piece) => [values(piece).join("|"), piece.querySelector("span").textContent]);
  const pick = (picker, pieces) => {
    picker.querySelector("ol").replaceChildren();
    pieces.forEach(([sent, shown]) => add(picker, sent, shown));
  };
  window.sonq = Object.assign(window.sonq || {}, { picked, pick });

  const refuse = (input, words) => {
    input.parentElement.querySelector(".error")?.remove();
    input.toggleAttribute("aria-invalid", Boolean(words));
    if (!words) return;
    const error = Object.assign(document.createElement("small"), { className: "error", textContent: words });
    error.setAttribute("role", "alert");
    input.after(error);
    input.focus();
  };

  // The form is no longer as it came.
  const changed = (picker) => picker.dispatchEvent(new Event("input", { bubbles: true }));

  // Whether the line is empty then.
  const take = (input) => {
    const text = input.value.trim();
    refuse(input, "");
    if (!text) return true;
    const known = option(input, text);
    if (!known && input.closest("[data-known]")) {
      refuse(input, `Chưa có đơn vị “${text}”. Đề nghị gõ rồi chọn trong danh sách.`);
      return false;
    }
    add(input.closest("[data-picker]"), known?.dataset.id || known?.value || text, known?.value || text);
    input.value = "";
    changed(input.closest("[data-picker]"));
    return true;
  };

  const typed = ({ target }) => (target.matches?.("[data-picker] > input") ? target : null);

  // A name picked from the list is taken at once; one that is typed, by Enter.
  document.addEventListener("input", (event) => {
    const input = typed(event);
    const picked = event.inputType === "insertReplacementText" || !event.inputType;
    if (input && picked && option(input, input.value.trim())) take(input);
  });
  document.addEventListener("keydown", (event) => {
    const input = event.key === "Enter" ? typed(event) : null;
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
    changed(picker);
    picker.querySelector(":scope > input").focus();
  });
  // What still stands in the line when the form is sent belongs to it.
  document.addEventListener(
    "submit",
    (event) => {
      if ([...event.target.querySelectorAll("[data-picker] > input:not(:disabled)")].every(take)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
})();
