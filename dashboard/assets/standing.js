// A page that is shown anew takes from the keyboard the place where it stood: it stands there again, or at what came
// after it. Scripts of single pages that know better come before. See live.js.
"use strict";

(() => {
  const STANDS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const page = () => document.getElementById("page");
  const all = () => [...page().querySelectorAll(STANDS)].filter(({ disabled }) => !disabled);
  const says = (one) => (one.matches("a, button, summary") ? one.textContent : one.matches("[type=radio], [type=checkbox]") ? one.value : "");
  const key = (one) => [one.tagName, one.form?.dataset.api, one.name, one.id, says(one)].join();
  const same = (one, other) => key(one) === key(other) && one.getAttribute("href") === other.getAttribute("href");

  let stood = null;
  document.addEventListener("focusin", ({ target }) => {
    const here = target.closest("#page") && target !== page() && !target.closest(".grid");
    stood = here ? { target, order: all(), path: location.pathname } : null;
  });

  // What is folded in stands at what unfolds it.
  const seen = (one) => {
    let folded = null;
    while (one && !one.checkVisibility()) {
      folded = (folded?.parentElement || one).closest("details");
      one = folded?.querySelector("summary");
    }
    return one;
  };

  // The same again, of several the one nearest to its place; else the next that is still there.
  const again = ({ target, order }, there) => {
    const at = order.indexOf(target);
    const far = (one) => Math.abs(there.indexOf(one) - at);
    const [nearest] = there.filter((one) => key(one) === key(target)).sort((one, other) => far(one) - far(other));
    if (nearest) return nearest;
    for (const one of [...order.slice(at + 1), ...order.slice(0, at).reverse()]) {
      const found = there.find((other) => same(one, other));
      if (found) return found;
    }
    return null;
  };

  const stand = () => {
    if (!stood || stood.target.isConnected || document.activeElement !== document.body) return;
    const before = stood;
    stood = null;
    const place = before.path === location.pathname && seen(again(before, all()));
    (place || page()).focus({ preventScroll: true });
  };
  new MutationObserver(stand).observe(document, { childList: true, subtree: true });
})();
