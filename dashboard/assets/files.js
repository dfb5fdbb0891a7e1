// Files of a form go as they are chosen, with a bar. What is not through is kept on this machine, the file itself,
// until there is a way again. See forms.py.
"use strict";

(() => {
  const opened = new Promise((done, failed) => {
    const request = indexedDB.open("sonq", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files", { autoIncrement: true });
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  // Where the browser keeps nothing, files are only not there after a reload.
  const store = async (act) => {
    try {
      const files = (await opened).transaction("files", "readwrite").objectStore("files");
      return await new Promise((done, failed) => {
        const request = act(files);
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    } catch {
      return undefined;
    }
  };

  // For one person: the next who signs in on this machine does not find them.
  const whose = () => document.querySelector(".who")?.dataset.account;
  const placeOf = (form) => `${whose()}:${form.dataset.keep}`;

  const lines = new WeakMap(); // of a form: those that are not through
  const of = (form) => lines.get(form) || lines.set(form, new Set()).get(form);

  const make = (input, name) => {
    const li = document.createElement("li");
    const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "Bỏ" });
    drop.dataset.drop = "";
    drop.setAttribute("aria-label", `Bỏ tệp ${name}`);
    li.dataset.added = "";
    li.append(`${name} `, document.createElement("span"), drop);
    input.closest(".upload").querySelector(".files").append(li);
    return li;
  };

  const show = (li, ...content) => li.querySelector("span").replaceChildren(...content);

  // The form carries what the server calls it.
  const carry = (li, input, kept) => {
    const field = input.dataset.files;
    const taken = [...input.form.querySelectorAll(`[data-of="${field}"]`)].map(({ name }) => Number(name.split(".").at(-2)));
    const n = Math.max(-1, ...taken) + 1;
    for (const [part, value] of [["id", kept.file], ["name", kept.name]]) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: `${field}.${n}.${part}`, value });
      hidden.dataset.of = field;
      li.append(hidden);
    }
    show(li, "đã tải lên");
  };

  const upload = (file, told) =>
    new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("file", file, file.name);
      request.open("POST", "/api/v1/files");
      request.upload.onprogress = ({ loaded }) => told(loaded);
      request.onload = () => {
        let answer = {};
        try {
          answer = JSON.parse(request.response);
        } catch {}
        if (request.status < 300) return done(answer);
        failed(Object.assign(Error(answer.detail || "Chưa tải được tệp này. Đề nghị thử lại."), { refused: true }));
      };
      request.onerror = () => failed(Error("Mất kết nối. Tệp đã được giữ trên máy này; hệ thống sẽ tải lên khi có mạng."));
      request.send(form);
    });

  const start = (line) => (line.going ||= go(line));
  const go = async (line) => {
    const { li, input, file } = line;
    const bar = Object.assign(document.createElement("progress"), { max: file.size || 1, value: 0 });
    bar.setAttribute("aria-label", file.name);
    show(li, bar);
    try {
      const kept = await upload(file, (loaded) => (bar.value = loaded));
      of(input.form).delete(line);
      carry(li, input, kept);
      const known = await line.known;
      if (known) store((files) => files.put({ form: placeOf(input.form), field: input.dataset.files, kept }, known));
    } catch (problem) {
      show(li, Object.assign(document.createElement("small"), { className: "error", textContent: problem.message }));
      if (!problem.refused) throw problem;
      of(input.form).delete(line);
      forget(line);
    } finally {
      line.going = null;
    }
  };
  const forget = async (line) => {
    const known = await line.known;
    if (known) store((files) => files.delete(known));
  };

  const add = (input, file, known) => {
    const form = input.form;
    const { keep } = form.dataset;
    const record = { form: placeOf(form), field: input.dataset.files, file };
    const line = { li: make(input, file.name), input, file, known: known || (keep && store((files) => files.add(record))) };
    line.li.line = line;
    of(form).add(line);
    start(line).catch(() => {});
  };

  // Before a form is sent its files are through, or it is not sent.
  const uploads = async (form) => {
    for (const line of [...of(form)]) await start(line);
  };
  document.addEventListener("change", ({ target }) => {
    if (!target.matches?.("input[type=file][data-files]")) return;
    target.form.dataset.dirty = "";
    for (const file of target.files) add(target, file);
    target.value = "";
  });

  document.addEventListener("click", ({ target }) => {
    const li = target.closest?.("[data-drop]")?.closest("li");
    if (!li) return;
    const form = li.closest("form");
    form.dataset.dirty = "";
    if (li.line) {
      of(form).delete(li.line);
      forget(li.line);
    }
    li.remove();
    form.querySelector("input[type=file]")?.focus();
  });

  const records = async (form) => {
    const [keys, found] = await Promise.all([store((files) => files.getAllKeys()), store((files) => files.getAll())]);
    return (keys || []).map((key, n) => [key, found?.[n]]).filter(([, record]) => record?.form === placeOf(form));
  };

  const restore = async (form, tries = 100) => {
    if (!whose()) return void (tries && form.isConnected && setTimeout(restore, 50, form, tries - 1));
    for (const [key, record] of await records(form)) {
      const input = [...form.querySelectorAll("input[type=file]")].find(({ dataset }) => dataset.files === record.field);
      if (!input) continue;
      form.dataset.dirty = "";
      if (record.file) add(input, record.file, key);
      else {
        const li = make(input, record.kept.name);
        li.line = { known: key };
        carry(li, input, record.kept);
      }
    }
  };

  // What was sent is kept here no longer.
  const sent = async (form) => {
    form.querySelectorAll("li[data-added]").forEach((li) => li.remove());
    if (!form.dataset.keep) return;
    await Promise.all((await records(form)).map(([key]) => store((files) => files.delete(key))));
  };
  window.sonq = Object.assign(window.sonq || {}, { uploads, sent });

  window.addEventListener("online", () => {
    document.querySelectorAll("form[data-api]").forEach((form) => uploads(form).catch(() => {}));
  });

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) node.querySelectorAll?.("form[data-keep]").forEach((form) => restore(form));
    }
  }).observe(document, { childList: true, subtree: true });
})();
