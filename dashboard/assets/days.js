// A browser writes days in its own language, in an English one the month first: under the field the day stands as it
// is written here. See sonq.css.
"use strict";

(() => {
  const WEEK = ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

  const read = ({ value, validity }) => {
    if (!value) return validity.badInput ? "Chưa đủ ngày, tháng, năm" : "";
    const [year, month, day] = value.split("-");
    const of = month > "02" ? Number(month) : month;
    return `${WEEK[new Date(`${value}T00:00Z`).getUTCDay()]}, ngày ${day}/${of}/${year}`;
  };
  const tell = (place) =>
    place.querySelectorAll?.(".field > input[type=date]").forEach((input) => (input.parentElement.dataset.read = read(input)));
  const later = (place) => setTimeout(() => tell(place));

  for (const kind of ["input", "change", "focusout", "reset"]) {
    document.addEventListener(kind, ({ target }) => later(target.form || target));
  }
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) addedNodes.forEach(later);
  }).observe(document, { childList: true, subtree: true });
})();
