// Words of the ready-made parts, only for what the screens show.
"use strict";

window.dayjs_locale_vi = {
  name: "vi",
  weekdays: ["Chủ nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"],
  weekdaysShort: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
  weekdaysMin: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
  months: Array.from({ length: 12 }, (_, n) => `Tháng ${n + 1}`),
  monthsShort: Array.from({ length: 12 }, (_, n) => `Th${n + 1}`),
  weekStart: 1,
  ordinal: (n) => `${n}`,
  formats: { LT: "HH:mm", LTS: "HH:mm:ss", L: "DD/MM/YYYY", LL: "D/M/YYYY", LLL: "D/M/YYYY HH:mm", LLLL: "D/M/YYYY HH:mm" },
};

window.PlotlyLocales = window.PlotlyLocales || [];
window.PlotlyLocales.push({
  moduleType: "locale",
  name: "vi",
  dictionary: {},
  format: { decimal: ",", thousands: ".", grouping: [3], currency: ["", " ₫"] },
});

const gridWords = {
  loadingOoo: "Đang tải…",
  loadingError: "Chưa tải được",
  noRowsToShow: "Không có nội dung",
  thousandSeparator: ".",
  decimalSeparator: ",",
  pageSizeSelectorLabel: "Số dòng mỗi trang:",
  ariaPageSizeSelectorLabel: "Số dòng mỗi trang",
  firstPage: "Trang đầu",
  previousPage: "Trang trước",
  nextPage: "Trang sau",
  lastPage: "Trang cuối",
  page: "Trang",
  to: "đến",
  of: "trên",
  more: "nhiều hơn",
};

window.dashAgGridFunctions = window.dashAgGridFunctions || {};
window.dashAgGridFunctions.sonqGridWords = (params) => gridWords[params.key] ?? params.defaultValue;
