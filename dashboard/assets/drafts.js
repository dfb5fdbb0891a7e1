// Many drafts at once: an act takes of the chosen ones those that wait for it. See pages/drafts.py.
"use strict";

(() => {
  const chosen = (phases) => [...document.querySelectorAll("input[data-task]:checked")].filter(({ dataset }) => phases.includes(dataset.phase));

  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-every]")) document.querySelectorAll("input[data-task]").forEach((box) => (box.checked = target.checked));
    if (!target.matches("input[data-every], input[data-task]")) return;
    const n = document.querySelectorAll("input[data-task]:checked").length;
    document.querySelector(".chosen-count")?.replaceChildren(n ? `Đã chọn ${n < 10 ? `0${n}` : n} nhiệm vụ` : "");
  });

  document.addEventListener(
    "submit",
    (event) => {
      const act = event.target.closest("[data-selected]");
      if (!act) return;
      event.target.querySelectorAll("input[data-of-task]").forEach((input) => input.remove());
      const tasks = chosen(act.dataset.selected.split(" "));
      tasks.forEach(({ dataset }, n) => {
        const input = Object.assign(document.createElement("input"), { type: "hidden", name: `tasks.${n}`, value: dataset.task });
        input.dataset.ofTask = "";
        event.target.append(input);
      });
      if (tasks.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const refused = event.target.querySelector(".refused");
      refused.textContent = "Đề nghị chọn nhiệm vụ đang chờ việc này trong danh sách.";
      refused.hidden = false;
    },
    true,
  );
})();
