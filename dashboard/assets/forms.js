// Forms: what is typed becomes a command of the API; its refusal stands beside the field it names. See forms.py.
"use strict";

(() => {
  const pad = (n) => String(n).padStart(2, "0");
  const clock = () => {
    const now = new Date();
    return `${pad(now.getHours())}:${pad(now.getMinutes())}`;
  };
  const key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  // `by`: the button that was pressed; it says its own value, and no other button does.
  const named = (form, by) =>
    [...form.elements].filter((it) => it.name && !it.disabled && it.type !== "file" && (it.type !== "submit" || it === by));

  // What a control says; undefined: nothing. Words that must be there go empty, too: the server asks for them in its own.
  const said = (control) => {
    const { type, value, dataset } = control;
    if (type === "checkbox") return control.checked;
    if (type === "radio") return (control.checked && value) || undefined;
    if (dataset.type === "list") return [...control.selectedOptions].map((option) => option.value);
    if (dataset.type === "numbers") return [...control.selectedOptions].map((option) => Number(option.value));
    if (dataset.type === "json" || dataset.type === "bool") return value ? JSON.parse(value) : undefined;
    const text = value.trim();
    if (!text) return control.required && !dataset.type && type.startsWith("text") ? "" : undefined;
    return dataset.type === "number" && /^-?\d+$/.test(text) ? Number(text) : text;
  };

  // "report.results" and "rows.0.lead" are places in the body.
  const put = (body, path, value) => {
    const parts = path.split(".");
    let at = body;
    parts.forEach((part, n) => {
      if (n === parts.length - 1) at[part] = value;
      else at = at[part] ??= /^\d+$/.test(parts[n + 1]) ? [] : {};
    });
  };

  const bodyOf = (form, inPath, by) => {
    const body = {};
    for (const control of named(form, by)) {
      const value = said(control);
      if (value !== undefined && !inPath.includes(control.name)) put(body, control.name, value);
    }
    return body;
  };

  const sent = new WeakMap();
  const request = (form, by) => {
    const api = by?.dataset.api || form.dataset.api;
    const inPath = [...api.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name);
    const path = api.replace(/\{([\w.]+)\}/g, (_, name) => encodeURIComponent(form.elements[name].value));
    // What was taken out of a list leaves no gap in it.
    const text = JSON.stringify(bodyOf(form, inPath, by), (_, value) => (Array.isArray(value) ? value.filter(() => true) : value));
    // The same content is the same request, however often it is tapped or sent again.
    const before = sent.get(form);
    const request = before?.text === text && before.path === path ? before : { path, text, key: key() };
    sent.set(form, request);
    const headers = { "Content-Type": "application/json", "Idempotency-Key": request.key };
    if (form.dataset.version) headers["If-Match"] = `"${form.dataset.version}"`;
    return [path, { method: form.dataset.method, headers, body: text }];
  };

  const tell = (form, words, more) => {
    const place = form.querySelector(".refused");
    place.replaceChildren(words, ...(more ? [" ", more] : []));
    place.hidden = !words;
  };
  const clear = (form) => {
    tell(form, "");
    form.querySelectorAll(".error[role=alert]").forEach((error) => error.remove()); // not what is said of a file
    form.querySelectorAll("[aria-invalid]").forEach((control) => {
      control.removeAttribute("aria-invalid");
      control.removeAttribute("aria-describedby");
    });
  };

  let errors = 0;
  const refuse = (form, problem) => {
    const field = problem.field?.replace(/^body\./, "");
    const controls = [...form.elements].filter((control) => control.name && control.type !== "hidden");
    const control =
      field &&
      (controls.find(({ name }) => name === field) ||
        controls.find(({ name }) => `.${name}.`.includes(`.${field}.`) || field.endsWith(`.${name}`)));
    const words = problem.detail || problem.title || "Chưa ghi nhận được. Đề nghị thử lại.";
    if (!control) {
      tell(form, words, problem.status === 412 && again(form));
      form.querySelector(".refused").scrollIntoView({ block: "nearest" });
      return;
    }
    mark(control, words);
  };
  const mark = (control, words) => {
    const error = Object.assign(document.createElement("small"), { className: "error", id: `error-${++errors}`, textContent: words });
    error.setAttribute("role", "alert");
    control.closest(".field, fieldset").append(error);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", error.id);
    control.closest("details")?.setAttribute("open", "");
    control.focus();
  };

  // Days, numbers, choices that must be there are asked for by the words that stand beside them; half a day is none.
  const missing = (form, by) => {
    for (const control of form.elements) {
      const { type, validity, required } = control;
      if (validity?.badInput) return { control, words: "Đề nghị nhập đủ ngày, tháng, năm." };
      if (!required || by?.dataset.api || control.disabled || !control.checkVisibility()) continue;
      const one = type === "radio";
      if (one ? form.elements[control.name].value : control.value || said(control) !== undefined) continue;
      const label = control.closest(one ? "fieldset" : ".field").querySelector(one ? "legend" : "span").textContent.replace("… ", "");
      const act = one || type === "date" || type.startsWith("select") ? "chọn" : "nhập";
      return { control, words: `Đề nghị ${act} ${label[0].toLowerCase()}${label.slice(1)}.` };
    }
    return null;
  };

  // Somebody else was faster: what was typed is kept for the form as it is then.
  const again = (form) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Xem nội dung mới" });
    button.onclick = () => {
      keep(form, form.dataset.api);
      delete form.dataset.dirty;
      window.sonq.show();
    };
    return button;
  };

  // What is kept on this machine is kept for one person: the next who signs in here does not find it.
  const whose = () => document.querySelector(".who")?.dataset.account;
  const place = (name) => `sonq:${whose()}:${name}`;
  const held = ({ type, checked, value, multiple, selectedOptions }) => {
    if (type === "checkbox") return checked;
    if (type === "radio") return checked ? value : undefined;
    return multiple ? [...selectedOptions].map((option) => option.value) : value;
  };
  const hold = (control, value) => {
    if (control.type === "checkbox") control.checked = value;
    else if (control.type === "radio") control.checked = control.value === value;
    else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
    else if (control.type !== "hidden") control.value = value;
  };
  const keep = (form, name) => {
    const values = named(form)
      .filter(({ type }) => type !== "hidden")
      .map((control) => [control.name, held(control)])
      .filter(([, value]) => value !== undefined);
    const units = [...form.querySelectorAll("[data-picker]")].map((picker) => [picker.dataset.picker, window.sonq.picked(picker)]);
    localStorage.setItem(place(name), JSON.stringify({ at: clock(), values, units }));
  };
  const forget = (form) => {
    [form.dataset.keep, form.dataset.api].forEach((name) => name && localStorage.removeItem(place(name)));
    return window.sonq.sent(form);
  };
  const restore = (form, tries = 100) => {
    if (!whose()) return void (tries && form.isConnected && setTimeout(restore, 50, form, tries - 1));
    const kept = [form.dataset.keep, form.dataset.api].map((name) => name && localStorage.getItem(place(name))).find(Boolean);
    if (!kept) return;
    const { at, values, units } = JSON.parse(kept);
    for (const [name, value] of values) [...form.elements].filter((control) => control.name === name).forEach((control) => hold(control, value));
    for (const [name, pieces] of units) form.querySelectorAll(`[data-picker="${name}"]`).forEach((picker) => window.sonq.pick(picker, pieces));
    form.elements[0].dispatchEvent(new Event("change", { bubbles: true })); // what hangs on a choice follows it
    form.closest("details")?.setAttribute("open", "");
    form.dataset.dirty = "";
    tell(form, `Nội dung đã nhập được giữ trên máy này lúc ${at}; chưa gửi.`);
  };

  const waiting = new Map();
  const send = async (form, by) => {
    if (form.dataset.busy !== undefined) return;
    clear(form);
    const lacks = missing(form, by);
    if (lacks) return mark(lacks.control, lacks.words);
    form.dataset.busy = "";
    try {
      await window.sonq.uploads(form);
      const [path, asked] = request(form, by);
      const answer = await fetch(path, asked);
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) return refuse(form, { ...told, status: answer.status });
      await forget(form);
      delete form.dataset.dirty;
      sent.delete(form);
      form.dispatchEvent(new CustomEvent("recorded", { bubbles: true, detail: told }));
      const then = (by?.dataset.then ?? form.dataset.then)?.replace(/\{(\w+)\}/g, (_, name) => told[name] ?? "");
      if (!then && !by?.dataset.api) form.reset();
      window.sonq.show(told.position, then, `Đã ghi nhận lúc ${clock()}.`);
    } catch {
      keep(form, form.dataset.keep || form.dataset.api);
      waiting.set(form, by);
      tell(form, `Mất kết nối. Nội dung đã được giữ trên máy này lúc ${clock()}; hệ thống sẽ gửi lại khi có mạng.`);
    } finally {
      delete form.dataset.busy;
    }
  };

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-api]")) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  window.addEventListener("online", () => {
    const forms = [...waiting].filter(([form]) => form.isConnected);
    waiting.clear();
    forms.forEach(([form, by]) => send(form, by));
  });
  document.addEventListener("input", ({ target }) => {
    const form = target.closest?.("form[data-api]");
    if (!form) return;
    form.dataset.dirty = "";
    if (form.dataset.keep) keep(form, form.dataset.keep);
  });

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) node.querySelectorAll?.("form[data-api]").forEach((form) => restore(form));
    }
  }).observe(document, { childList: true, subtree: true });
})();
