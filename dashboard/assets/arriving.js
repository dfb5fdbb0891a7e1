// The first seconds of a page: what the document brought along is not asked for, what only some pages show comes when
// it is shown. See document.py.
"use strict";

(() => {
  const { brought } = window.sonq;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  // The answer to a request that was foreseen, once; undefined: it was not.
  const foreseen = (path, body) => {
    const { first } = window.sonq;
    if (path in brought) {
      const content = JSON.stringify(brought[path]);
      return Promise.resolve(new Response(content, { headers: { "Content-Type": "application/json" } }));
    }
    if (path !== "/_dash-update-component" || !first) return undefined;
    const { output, inputs } = JSON.parse(body);
    if (output !== first.asked.output) return undefined;
    window.sonq.first = null;
    return same(inputs, first.asked.inputs) ? first.answer : undefined;
  };

  let arrived = null;
  const shown = new Promise((done) => (arrived = done));
  const drawn = (tries = 50) =>
    new Promise((done) => {
      const look = () => (document.querySelector(".dash-graph--pending") && tries-- ? setTimeout(look, 100) : done());
      look();
    });
  const idle = () => new Promise((done) => (window.requestIdleCallback || setTimeout)(done, { timeout: 1000 }));

  // Dash puts a component that comes late in its place as it was laid out; what was said of it since is told again.
  const caughtUp = (component) => (props) => {
    window.React.useEffect(() => {
      setTimeout(() => window.dash_clientside.set_props(props.id, {}));
    }, []);
    return window.React.createElement(component, props);
  };

  // A library of components: each waits in its place until it is there. `stands`: which, and what Dash asks of them.
  const later = (library, stands, when) => {
    let loading = null;
    const load = async () => {
      await when();
      await new Promise((onload, onerror) => {
        document.head.append(Object.assign(document.createElement("script"), { src: brought.later[library], onload, onerror }));
      });
      const real = window[library];
      window[library] = { ...real, ...inPlace };
      return real;
    };
    const stand = (name, { late, ...traits }) => {
      const { createElement, lazy, Suspense } = window.React;
      const Real = lazy(async () => {
        const component = (await (loading ??= load()))[name];
        return { default: late ? caughtUp(component) : component };
      });
      return Object.assign((props) => createElement(Suspense, { fallback: null }, createElement(Real, props)), traits);
    };
    const inPlace = {};
    for (const [name, traits] of Object.entries(stands)) {
      let made = null;
      Object.defineProperty(inPlace, name, { enumerable: true, get: () => (made ??= stand(name, traits)) });
    }
    window[library] = inPlace;
  };

  // What the page is about comes before the clocks over it, its charts too.
  later(
    "dash_mantine_components",
    {
      MantineProvider: {},
      DatesProvider: {},
      DatePickerInput: { late: true },
      SegmentedControl: { late: true },
      ColorSchemeToggle: {},
    },
    () => shown.then(idle).then(() => drawn()).then(idle),
  );
  later("dash_ag_grid", { AgGrid: { dashRenderType: true } }, () => {});

  Object.assign(window.sonq, { foreseen, seen: arrived });
})();
