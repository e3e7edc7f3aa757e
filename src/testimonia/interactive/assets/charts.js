/* A chart that a reader explores: its controls, its keyboard, its tip. Fetched when it is first wanted. */
(() => {
  const tm = (window.testimonia ||= {});
  const root = document.documentElement;
  const make = (tag, more = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) name in made && name !== "list" ? (made[name] = value) : made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const DAY = 864e5, NARROW = 600;
  const iso = ms => new Date(ms).toISOString().slice(0, 10);
  const words = day => new Date(day * DAY).toLocaleDateString("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  let serial = 0;

  /* Returns a promise of the chart: {view, state, set, close}. */
  tm.explore = async (host, chart, back) => {
    const id = `tm-chart-${++serial}`;
    const live = make("div", {className: "tm-chart", role: "group", "aria-label": `${chart.label}, to explore`});
    host.append(live);
    if (chart.empty) {
      live.append(make("p", {className: "tm-empty"}, chart.empty));
      if (back) live.append(back);
      return {state: {}, set() {}, close: () => live.remove()};
    }
    const state = {reading: +root.dataset.reading || 0};
    const form = make("form", {className: "tm-controls", onsubmit: event => event.preventDefault()});
    const plot = make("div", {className: "tm-plot"});
    const tip = make("div", {className: "tm-tip", hidden: true});
    const status = make("p", {className: "tm-status", role: "status"});
    live.append(form, plot, status, key(chart.key), make("p", {className: "tm-note"}, chart.note));
    if (back) form.append(back);
    let result, drawn = 0, playing = 0, wanted = null, quiet = false, busy = Promise.resolve();

    const inputs = {};
    const field = (name, control) => {
      control.id = `${id}-${form.childElementCount}`;
      const box = make("div", {className: "tm-field"}, make("label", {htmlFor: control.id}, name), control);
      form.insertBefore(box, back && back.parentNode === form ? back : null);
      return control;
    };
    const button = (text, click, beside) => {
      const made = make("button", {type: "button", onclick: click}, text);
      if (beside) beside.after(made);
      else form.insertBefore(made, back && back.parentNode === form ? back : null);
      return made;
    };
    for (const one of chart.controls) {
      if (one.kind === "select") {
        state[one.signal] = "";
        const choice = field(one.label, make("select", {onchange: () => set(one.signal, choice.value)}));
        for (const [value, text] of one.options) choice.append(make("option", {value}, text));
        inputs[one.signal] = () => (choice.value = state[one.signal]);
      } else if (one.kind === "window") window_(one);
      else day(one);
    }
    if (chart.pick && !(chart.pick.signal in state)) state[chart.pick.signal] = "";

    /* A stretch of time: the brush, and two dates for those who do not drag. */
    function window_(one) {
      state[one.signal] = [one.low, one.high];
      const limits = {type: "date", min: iso(one.low), max: iso(one.high)};
      const change = () => {
        const [a, b] = [from, until].map(input => Date.parse(input.value));
        if (a < b) { state[one.signal] = [a, b]; draw(); }
      };
      const from = field("From", make("input", {...limits, onchange: change}));
      const until = field("until", make("input", {...limits, onchange: change}));
      button("Whole period", () => { state[one.signal] = [one.low, one.high]; draw(); });
      inputs[one.signal] = () => [from.value, until.value] = state[one.signal].map(end => iso(Math.min(Math.max(end, one.low), one.high)));
      inputs[one.signal]();
    }

    /* A day: a slider whose arrow keys go from change to change, and play. */
    function day(one) {
      state[one.signal] = one.value;
      const slider = field(one.label, make("input", {type: "range", min: one.low, max: one.high, value: one.value}));
      const said = make("output", {});
      slider.after(said);
      const step = way => {
        const next = way > 0 ? one.stops.find(stop => stop > state.day) : one.stops.filter(stop => stop < state.day).at(-1);
        if (next !== undefined) set(one.signal, next);
        return next !== undefined;
      };
      const stop = () => { clearInterval(playing); playing = 0; play.textContent = still() ? "Step" : "Play"; status.setAttribute("aria-live", "polite"); };
      slider.oninput = () => { stop(); set(one.signal, +slider.value); };
      slider.onkeydown = event => {
        const way = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1}[event.key];
        if (way) { event.preventDefault(); stop(); step(way); }
      };
      const earlier = button("Earlier", () => { stop(); step(-1); });
      const play = button("Play", () => {
        if (playing) return stop();
        if (state.day >= one.stops.at(-1)) set(one.signal, one.stops[0]);
        if (still()) return step(1);
        play.textContent = "Pause";
        status.setAttribute("aria-live", "off");
        playing = setInterval(() => step(1) || stop(), 900);
      });
      const steps = make("span", {className: "tm-steps"});
      earlier.before(steps);
      steps.append(earlier, play, button("Later", () => { stop(); step(1); }, play));
      live.addEventListener("keydown", event => event.key === "Escape" && stop());
      inputs[one.signal] = () => { slider.value = state.day; said.textContent = words(state.day); slider.setAttribute("aria-valuetext", words(state.day)); };
      stop();
      inputs[one.signal]();
    }

    function set(signal, value) {
      state[signal] = value;
      inputs[signal]?.();
      return (busy = busy.then(async () => {
        if (!result) return;
        hold();
        result.view.signal(signal, value);
        await result.view.runAsync();
        settle();
      }));
    }

    /* Draws anew: at first, at another width, and for another stretch of time. */
    function draw() {
      return (busy = busy.then(async () => {
        const wide = live.clientWidth, narrow = wide < NARROW;
        if (!wide) return;
        drawn = wide;
        hold();
        const width = wide - chart.margins[+narrow];
        const spec = JSON.parse(JSON.stringify(narrow ? chart.narrow : chart.wide), (name, value) => (name === "width" && value === "container" ? width : value));
        spec.datasets = JSON.parse(JSON.stringify(chart.data));
        for (const param of spec.params) if (param.name in state) param.value = param.select ? {x: state[param.name]} : state[param.name];
        result?.finalize();
        result = await window.vegaEmbed(plot, spec, {renderer: "svg", actions: false, defaultStyle: false, tooltip: () => {}});
        plot.append(tip);
        const view = result.view;
        live.view = view;
        view.addEventListener("click", (event, item) => choose(item));
        view.addEventListener("pointerover", (event, item) => item?.datum?.tip && item.mark.marktype !== "group" && show(item.datum.tip, event.clientX, event.clientY));
        for (const one of chart.controls) if (one.kind === "window") view.addSignalListener(one.signal, (name, value) => {
          const ends = Object.values(value)[0];
          if (ends) { state[one.signal] = ends.map(Number).sort((a, b) => a - b); inputs[one.signal](); settle(); }
        });
        for (const name in inputs) inputs[name]();
        settle();
      }));
    }

    /* Marks: one stop of the Tab key for the chart, arrow keys within it. */
    const marks = () => [...plot.querySelectorAll("g.role-mark > [aria-label]")].filter(one => one.__data__?.datum?.tip);
    const known = one => { const {id, row, person} = one.__data__.datum; return `${id ?? row}/${person ?? ""}`; };
    function hold() { if (plot.contains(document.activeElement) && document.activeElement.__data__) wanted = known(document.activeElement); }
    function settle() {
      const found = marks();
      found.forEach(one => { one.setAttribute("tabindex", "-1"); one.setAttribute("role", pickable(one.__data__) ? "button" : "img"); });
      const at = wanted && found.find(one => known(one) === wanted);
      (at || found[0])?.setAttribute("tabindex", "0");
      if (at && !plot.contains(document.activeElement)) { quiet = tip.hidden; at.focus({preventScroll: true}); quiet = false; }
      wanted = null;
      plot.querySelectorAll("svg [class*=brush]").forEach(one => one.setAttribute("aria-hidden", "true"));
      report();
    }
    const pickable = item => chart.pick && item?.datum?.[chart.pick.field];
    function choose(item) {
      const value = pickable(item);
      if (value) set(chart.pick.signal, state[chart.pick.signal] === value ? "" : value);
    }
    plot.addEventListener("keydown", event => {
      const found = marks(), at = found.indexOf(event.target);
      if (at < 0) return;
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      const to = step ? found[(at + step + found.length) % found.length] : {Home: found[0], End: found.at(-1)}[event.key];
      if (to) { event.preventDefault(); event.target.setAttribute("tabindex", "-1"); to.setAttribute("tabindex", "0"); to.focus(); }
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(event.target.__data__); }
    });
    plot.addEventListener("focusin", event => {
      const item = event.target.__data__, box = event.target.getBoundingClientRect();
      if (item?.datum?.tip && !quiet) show(item.datum.tip, box.right, box.bottom);
    });
    plot.addEventListener("focusout", hide);
    live.addEventListener("pointerleave", hide);
    live.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      hide();
      if (chart.pick && state[chart.pick.signal]) set(chart.pick.signal, "");
    });

    function show(text, x, y) {
      const [title, ...rest] = text.split("\n");
      tip.replaceChildren(make("strong", {dir: "auto"}, title), ...rest.map(line => make("span", {dir: "auto"}, line)));
      tip.hidden = false;
      const box = plot.getBoundingClientRect();
      tip.style.left = `${Math.max(0, Math.min(x - box.left + 10, box.width - tip.offsetWidth))}px`;
      tip.style.top = `${y - box.top + 12}px`;
    }
    function hide() { tip.hidden = true; }

    /* What is shown, in words: how much, and who named whom. */
    function rows(name) {
      const found = spec => { for (const one of spec.marks || []) { if (one.name === `${name}_marks`) return one.from?.data; const inner = found(one); if (inner) return inner; } };
      const facets = found(result.vgSpec);
      try { return result.view.data(facets); } catch { return [...new Set(marks().map(one => one.__data__.datum))]; }
    }
    function report() {
      const {mark, one, many, edges} = chart.counted, shown = rows(mark);
      const count = edges ? 0 : plot.querySelectorAll(`g.${mark}_marks > path`).length;
      status.textContent = edges ? named(shown) : count ? `${count} ${count === 1 ? one : many} shown.` : "Nothing on record under this choice.";
    }
    function named(shown) {
      const name = who => chart.data.places.find(one => one.id === who)?.name ?? who;
      const list = (some, end) => [...new Set(some.map(one => name(one[end])))].sort().join(", ") || "nobody";
      const split = (some, end) => {
        const sure = some.filter(one => one.state === 2), perhaps = some.filter(one => one.state === 1);
        return list(sure, end) + (perhaps.length ? `; possibly ${list(perhaps, end)}` : "");
      };
      if (!shown.length) return "Nothing on record by this day under this choice.";
      const sure = shown.filter(one => one.state === 2).length;
      const head = `${words(state.day)}: ${shown.length} ${shown.length === 1 ? "line" : "lines"} from accuser to accused, ${sure} certain, ${shown.length - sure} only possible.`;
      if (!state.who) return head;
      return `${head} ${name(state.who)} had been named by ${split(shown.filter(one => one.to === state.who), "from")}. Had named: ${split(shown.filter(one => one.from === state.who), "to")}.`;
    }

    const read = event => set("reading", event.detail ?? (+root.dataset.reading || 0));
    document.addEventListener("testimonia:reading", read);
    let timer;
    const resized = new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(() => live.clientWidth !== drawn && draw(), 150); });
    resized.observe(live);
    await draw();
    return {state, set, draw, close() { clearInterval(playing); resized.disconnect(); document.removeEventListener("testimonia:reading", read); result?.finalize(); live.remove(); }};
  };

  function key(entries) {
    const svg = (tag, more) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(more)) made.setAttribute(name, value);
      return made;
    };
    return make("ul", {className: "tm-key"}, ...entries.map(one => {
      const item = make("li", {});
      if (one.colour) {
        const sign = svg("svg", {viewBox: "-12 -7 24 14", width: 24, height: 14, "aria-hidden": "true"});
        if (one.line) sign.append(svg("path", {d: "M-11,0H11", stroke: one.colour, "stroke-width": one.width || 1.5, "stroke-dasharray": one.line === "solid" ? "" : one.line, fill: "none"}));
        if (one.path) sign.append(svg("path", {d: one.path, transform: "scale(5.4)", fill: one.hollow ? "var(--tm-paper,#fff)" : one.colour, stroke: one.colour, "stroke-width": .25}));
        item.append(sign);
      }
      item.append(one.label);
      return item;
    }));
  }
})();
