// A password is told once, in a dialog that is gone when it is closed; it stands in no address and is kept nowhere.
"use strict";

document.addEventListener("recorded", ({ target, detail }) => {
  if (!detail.one_time_password) return;
  const login = detail.login || target.elements.login?.value || target.closest("[data-login]")?.dataset.login || "";
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const dialog = element("dialog", "", { className: "once" });
  dialog.setAttribute("aria-labelledby", "once");
  const list = element("dl", "");
  const told = [["Tên đăng nhập", login], ["Mật khẩu dùng một lần", detail.one_time_password]];
  for (const [name, value] of told) list.append(element("dt", name), element("dd", value));
  const done = element("button", "Đã ghi lại", { type: "button", className: "main", autofocus: true });
  done.onclick = () => dialog.close();
  dialog.onclose = () => dialog.remove();
  const words = "Mật khẩu chỉ hiện một lần này. Đề nghị trao tận tay; khi đăng nhập lần đầu phải đổi mật khẩu.";
  dialog.append(element("h2", "Đã cấp mật khẩu", { id: "once" }), list, element("p", words), element("p", ""), done);
  document.body.append(dialog);
  dialog.showModal();
});
