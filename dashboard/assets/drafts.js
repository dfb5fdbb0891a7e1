// Many drafts at once: an act takes of the chosen ones those that wait for it, and is there once there are any.
// See pages/drafts.py.
"use strict";

(() => {
  const chosen = (act) =>
    [...document.querySelectorAll("input[data-task]:checked")].filter(({ dataset }) => act.dataset.selected.split(" ").includes(dataset.phase));

  const tell = () => {
    const n = document.querySelectorAll("input[data-task]:checked").length;
    const words = n ? `Đã chọn ${String(n).padStart(2, "0")} nhiệm vụ` : "Chọn nhiệm vụ trong danh sách";
    const told = document.querySelector(".chosen-count");
    if (told && told.textContent !== words) told.textContent = words;
    document.querySelectorAll(".selected-acts [data-selected]").forEach((act) => (act.querySelector("[type=submit]").disabled = !chosen(act).length));
  };

  document.addEventListener("change", ({ target }) => {
    if (target.matches("input[data-every]")) document.querySelectorAll("input[data-task]").forEach((box) => (box.checked = target.checked));
    if (target.matches("input[data-every], input[data-task]")) tell();
  });
  new MutationObserver(tell).observe(document, { childList: true, subtree: true });

  document.addEventListener(
    "submit",
    (event) => {
      const act = event.target.closest("[data-selected]");
      if (!act) return;
      event.target.querySelectorAll("input[data-of-task]").forEach((input) => input.remove());
      chosen(act).forEach(({ dataset }, n) => {
        const input = Object.assign(document.createElement("input"), { type: "hidden", name: `tasks.${n}`, value: dataset.task });
        input.dataset.ofTask = "";
        event.target.append(input);
      });
    },
    true,
  );
})();
