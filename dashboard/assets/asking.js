// A form that asks: what is chosen becomes an address, without loading all anew. See forms.asking.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form.asking")) return;
  event.preventDefault();
  const asked = {};
  for (const [name, value] of new FormData(form)) if (value.trim()) (asked[name] ??= []).push(value.trim());
  const query = Object.entries(asked).map(([name, values]) => `${name}=${encodeURIComponent(values.join(","))}`);
  window.sonq.go(`${new URL(form.action).pathname}${query.length ? "?" : ""}${query.join("&")}`);
});
