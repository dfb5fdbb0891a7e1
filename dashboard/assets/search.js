// Ctrl-K: documents, tasks, units by a few letters.
"use strict";

(() => {
  const TO = { document: "/van-ban/", task: "/nhiem-vu/", unit: "/don-vi/" };
  const KINDS = { document: "Văn bản", task: "Nhiệm vụ", unit: "Đơn vị" };
  let dialog = null;
  let asked = 0;
  let timer = null;

  const element = (name, props = {}, ...children) => {
    const made = Object.assign(document.createElement(name), props);
    made.append(...children);
    return made;
  };

  const make = () => {
    const input = element("input", { type: "search", placeholder: "Số văn bản, tên nhiệm vụ, tên đơn vị…", autocomplete: "off" });
    input.setAttribute("aria-label", "Tìm văn bản, nhiệm vụ, đơn vị");
    const found = element("ul");
    const told = element("p", { className: "note" }, "Gõ không dấu cũng được; mũi tên để chọn, Enter để mở.");
    told.setAttribute("role", "status");
    const made = element("dialog", { id: "palette" }, input, told, found);
    made.setAttribute("aria-label", "Tìm kiếm");
    document.body.append(made);
    input.oninput = () => {
      clearTimeout(timer);
      timer = setTimeout(() => find(input.value.trim(), found, told), 120);
    };
    made.onkeydown = (event) => {
      const links = [...found.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "Enter" && document.activeElement === input && links.length) links[0].click();
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const to = at + (event.key === "ArrowDown" ? 1 : -1);
      (to < 0 ? input : links[Math.min(to, links.length - 1)] || input).focus();
    };
    made.onclick = (event) => (event.target === made || event.target.closest("a")) && made.close();
    return made;
  };

  const find = async (words, found, told) => {
    const mine = ++asked;
    if (!words) return found.replaceChildren();
    const answer = await fetch(`/api/v1/search?q=${encodeURIComponent(words)}&limit=20`);
    const { items = [], detail } = await answer.json().catch(() => ({}));
    if (mine !== asked) return;
    told.textContent = detail || (items.length ? "" : "Không tìm thấy. Đề nghị thử từ khác, hoặc số văn bản như “26-NQ/TW”.");
    found.replaceChildren(
      ...items.map(({ kind, id, title, detail: more }) =>
        element("li", {}, element("a", { href: TO[kind] + id }, element("small", {}, KINDS[kind]), title, ...(more ? [element("small", {}, more)] : [])))
      )
    );
  };

  const open = () => {
    dialog ??= make();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("click", ({ target }) => target.closest?.("#search") && open());
})();
