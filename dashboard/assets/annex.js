// Annexes: a file is sent with a bar; after each choice the next open question has the focus; what is typed is told
// as it will be understood. See pages/annex.py.
"use strict";

(() => {
  // A file. It stays chosen when the page comes anew around it.
  const FILE = "form[data-upload] input[type=file]";
  let chosen = null;
  const name = (input) => (input.closest(".upload").querySelector("output").textContent = input.files[0]?.name || "Chưa chọn tệp.");
  document.addEventListener("change", ({ target }) => {
    if (!target.matches(FILE)) return;
    chosen = target.files;
    target.form.dataset.dirty = "";
    target.form.querySelector(".refused").hidden = true; // it was about the file before
    name(target);
  });
  new MutationObserver(() => {
    const input = chosen?.length && document.querySelector(FILE);
    if (!input || input.files.length) return;
    input.files = chosen;
    input.form.dataset.dirty = "";
    name(input);
  }).observe(document, { childList: true, subtree: true });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-upload]")) return;
    event.preventDefault();
    if (form.dataset.busy !== undefined) return;
    const refused = form.querySelector(".refused");
    const bar = form.querySelector("progress");
    const tell = (words) => {
      refused.textContent = words;
      refused.hidden = !words;
      bar.hidden = true;
      delete form.dataset.busy;
    };
    const file = form.elements.file.files[0];
    if (!file) {
      tell("Đề nghị chọn tệp phụ lục.");
      form.elements.file.focus();
      return;
    }
    tell("");
    form.dataset.busy = "";
    bar.hidden = false;
    bar.value = 0;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.response);
      } catch {}
      if (request.status >= 300) return tell(answer.detail || answer.title || "Chưa đọc được tệp này. Đề nghị thử lại.");
      delete form.dataset.busy;
      chosen = null;
      window.sonq.go(form.dataset.upload.replace("{upload}", answer.upload));
    };
    request.onerror = () => tell("Mất kết nối, tệp chưa được gửi. Đề nghị gửi lại khi có mạng.");
    request.send(new FormData(form));
  });

  // The next open question.
  let next = null;
  document.addEventListener(
    "submit",
    ({ target }) => {
      const question = target.closest("[data-question]");
      const table = target.closest(".annex-rows");
      if (!question && !table) return;
      const open = [...document.querySelectorAll("[data-question=open]")];
      const after = open.filter((other) => other !== question && (!question || question.compareDocumentPosition(other) & 4));
      next = { was: question, id: table ? target.closest("tr").id : (after[0] || open.find((other) => other !== question))?.id || "standing" };
    },
    true,
  );
  new MutationObserver(() => {
    if (!next || next.was?.isConnected || (!next.was && document.activeElement !== document.body)) return;
    const place = document.getElementById(next.id);
    next = null;
    const control = place?.querySelector("input[type=radio], summary, button[type=submit]");
    control?.focus({ preventScroll: true });
    place?.scrollIntoView({ block: "nearest" });
  }).observe(document, { childList: true, subtree: true });

  // Parts of a form that belong to one choice only: data-when="choice.how=joint|each".
  const suit = (form) => {
    for (const part of form.querySelectorAll("[data-when]")) {
      const [name, values] = part.dataset.when.split("=");
      const fits = values.split("|").includes(form.elements[name]?.value ?? "");
      part.hidden = !fits;
      part.querySelectorAll("input, select, textarea").forEach((control) => (control.disabled = !fits));
    }
    for (const copy of form.querySelectorAll("[data-copies]")) copy.value = form.elements[copy.dataset.copies].value;
  };
  const suitAll = () => document.querySelectorAll("form:has([data-when], [data-copies])").forEach(suit);
  document.addEventListener("change", ({ target }) => target.form && suit(target.form));
  document.addEventListener("submit", ({ target }) => suit(target), true);
  new MutationObserver((changes) => changes.some(({ addedNodes }) => addedNodes.length) && suitAll()).observe(document, { childList: true, subtree: true });

  // How it will be understood.
  const timers = new WeakMap();
  const read = async (part) => {
    const output = part.querySelector("output");
    const control = part.querySelector("input, textarea");
    const text = control.value.trim();
    const asked = new URLSearchParams({ text, ...JSON.parse(part.dataset.fixed || "{}") });
    for (const [name, of] of Object.entries(JSON.parse(part.dataset.with || "{}"))) {
      const value = control.form?.elements[of]?.value;
      if (value) asked.set(name, value);
    }
    if (!text) return output.replaceChildren();
    const answer = await fetch(`${part.dataset.reads}?${asked}`);
    const told = await answer.json().catch(() => ({}));
    if (control.value.trim() !== text) return;
    output.textContent = told.says || told.detail || "";
    for (const [name, of] of Object.entries(JSON.parse(part.dataset.into || "{}"))) {
      const into = control.form?.elements[of];
      if (!into || !answer.ok) continue;
      into.value = told[name] ?? "";
      into.dispatchEvent(new Event("change", { bubbles: true })); // a day is told in words, too
    }
    if (control.form) suit(control.form);
  };
  document.addEventListener("input", ({ target }) => {
    const part = target.closest?.("[data-reads]");
    if (!part) return;
    clearTimeout(timers.get(part));
    timers.set(part, setTimeout(() => read(part), 250));
  });
})();
