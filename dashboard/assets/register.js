// After a split: one choice for all, and how many each takes while one chooses. See pages/register_open.py.
"use strict";

(() => {
  const choices = (form) => [...form.elements].filter(({ name }) => name?.startsWith("choices."));

  const count = (form) => {
    const taken = choices(form).map(({ value }) => value);
    form.querySelectorAll("[data-taken]").forEach((told) => {
      const n = String(taken.filter((unit) => unit === told.dataset.taken).length).replace(/^[1-9]$/, "0$&"); // as vietnamese.count
      if (told.textContent !== n) told.textContent = n;
    });
  };

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-all]");
    if (!button) return;
    for (const control of choices(button.form)) control.value = button.dataset.all;
    choices(button.form)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("input", ({ target }) => target.form?.querySelector?.("[data-taken]") && count(target.form));
  new MutationObserver(() => document.querySelectorAll("form:has([data-taken])").forEach(count)).observe(document, { childList: true, subtree: true });
})();
