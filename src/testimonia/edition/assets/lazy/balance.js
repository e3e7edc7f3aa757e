/* The balance of two hypotheses as a form. The arithmetic is that of analysis/weighing.py: every
   term is even over its range, so the sum is symmetric about its middle and its distribution
   follows by folding one range after another into it. */
(() => {
  const STEP = 0.02; // decibans
  const tagged = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };

  /* --- arithmetic ------------------------------------------------------------------------- */

  const counted = (observations, way) => {
    if (way === "independent") return observations.map((one) => [one.low, one.high]);
    const groups = new Map();
    for (const one of observations) groups.set(one.group, [...(groups.get(one.group) || []), one]);
    const strength = (one) => Math.round(Math.abs(one.low + one.high) * 1e9);
    return [...groups.values()].flatMap((members) => way === "mean"
      ? members.map((one) => [one.low / members.length, one.high / members.length])
      : [members.reduce((best, one) => (strength(one) > strength(best) ? one : best))].map((one) => [one.low, one.high]));
  };

  /* The distribution function of the sum, about its middle, on a grid. */
  const folded = (widths) => {
    const half = widths.reduce((sum, width) => sum + width, 0) / 2;
    const size = 2 * Math.ceil(half / STEP) + 5;
    const start = -STEP * (size - 1) / 2;
    const [first, ...rest] = widths;
    let below = Float64Array.from({ length: size }, (_, n) => Math.min(1, Math.max(0, (start + n * STEP) / first + 0.5)));
    for (const width of rest) {
      const area = new Float64Array(size);
      for (let n = 1; n < size; n++) area[n] = area[n - 1] + (below[n - 1] + below[n]) * STEP / 2;
      const upTo = (x) => {
        const place = (x - start) / STEP;
        if (place <= 0) return 0;
        if (place >= size - 1) return area[size - 1] + x - (start + (size - 1) * STEP);
        const n = Math.floor(place);
        return area[n] + (area[n + 1] - area[n]) * (place - n);
      };
      below = below.map((_, n) => (upTo(start + n * STEP + width / 2) - upTo(start + n * STEP - width / 2)) / width);
    }
    return { below, start };
  };

  const weigh = (observations, priors, way) => {
    const terms = [...counted(observations, way), priors];
    const least = terms.reduce((sum, [low]) => sum + low, 0);
    const most = terms.reduce((sum, [, high]) => sum + high, 0);
    const middle = (least + most) / 2;
    const widths = terms.map(([low, high]) => high - low).filter((width) => width > 1e-9);
    if (!widths.length) return { least, most, middle, low: middle, high: middle, share: middle > 0 ? 1 : middle < 0 ? 0 : 0.5 };
    const { below, start } = folded(widths);
    let n = below.findIndex((part) => part >= 0.95);
    const spread = start + (n - 1 + (0.95 - below[n - 1]) / (below[n] - below[n - 1])) * STEP;
    const place = Math.min(below.length - 1, Math.max(0, (-middle - start) / STEP));
    n = Math.min(Math.floor(place), below.length - 2);
    const share = 1 - (below[n] + (below[n + 1] - below[n]) * (place - n));
    return { least, most, middle, low: middle - spread, high: middle + spread, share };
  };

  /* --- words ------------------------------------------------------------------------------ */

  const signed = (value, digits = 1) => (Math.abs(value) < 0.05 ? "0" : value.toFixed(digits).replace("-", "−").replace(/\.0$/, ""));
  const percent = (decibans) => `${Math.round(100 / (1 + 10 ** (-decibans / 10)))}%`;
  const odds = (decibans, one, other) => {
    const ratio = 10 ** (Math.abs(decibans) / 10);
    if (ratio < 1.05) return "even odds";
    return `${ratio < 10 ? ratio.toFixed(1).replace(/\.0$/, "") : Math.round(ratio).toLocaleString("en")} to 1 for ${decibans > 0 ? one : other}`;
  };

  /* --- the form --------------------------------------------------------------------------- */

  const box = (words, attributes, ...after) => {
    const input = tagged("input", attributes);
    return [input, tagged("label", {}, input, tagged("span", {}, words), ...after)];
  };

  const slider = (words, name, range) => {
    const input = tagged("input", { type: "range", name, ...range });
    const said = tagged("output");
    return { input, said, label: tagged("div", {}, tagged("label", { class: "balance-slider" }, `${words}: `, said), input) };
  };

  const chart = () => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 640 64");
    svg.setAttribute("aria-hidden", "true");
    return svg;
  };

  const draw = (svg, result) => {
    const reach = Math.max(10, 10 * Math.ceil(Math.max(-result.least, result.most) / 10));
    const at = (value) => (320 + value / reach * 300).toFixed(1);
    const line = (a, b, y, width) => `<line x1="${at(a)}" x2="${at(b)}" y1="${y}" y2="${y}" stroke="currentColor" stroke-width="${width}"/>`;
    const upright = (value, from, to, width, dash) => `<line x1="${at(value)}" x2="${at(value)}" y1="${from}" y2="${to}" stroke="currentColor" stroke-width="${width}"${dash ? ' stroke-dasharray="3 3"' : ""}/>`;
    const words = (value, text, anchor) => `<text x="${at(value)}" y="60" text-anchor="${anchor}">${text}</text>`;
    svg.innerHTML = line(result.least, result.most, 20, 1) + upright(result.least, 15, 25, 1) + upright(result.most, 15, 25, 1)
      + line(result.low, result.high, 20, 8) + upright(result.middle, 6, 34, 3) + upright(0, 2, 40, 1, true)
      + words(-reach, `−${reach}`, "start") + words(0, "0", "middle") + words(reach, `${reach}`, "end");
  };

  window.testimonia.balance = (section) => {
    const told = JSON.parse(section.querySelector(".balance-data").textContent);
    const opener = section.querySelector(".balance-controls");
    const name = `balance-${told.contest}`;
    const middle = (told.priors[0] + told.priors[1]) / 2;
    const wide = (told.priors[1] - told.priors[0]) / 2;
    let reading = Number(document.documentElement.dataset.reading) || 0;

    const boxes = new Map();
    const groups = new Map();
    const list = tagged("ul");
    for (const one of told.observations) {
      if (!groups.has(one.group)) {
        const [input, label] = box(one.group.replaceAll("-", " "), { type: "checkbox", checked: "", "data-group": one.group });
        const members = tagged("ul");
        groups.set(one.group, { input, members: [] });
        groups.get(one.group).list = members;
        list.append(tagged("li", {}, label, members));
      }
      const range = tagged("span", { class: "range" }, `${signed(one.low)} to ${signed(one.high)}`);
      const [input, label] = box(one.label, { type: "checkbox", checked: "", "data-weight": one.id }, range);
      boxes.set(one.id, { one, input, label });
      groups.get(one.group).members.push(input);
      groups.get(one.group).list.append(tagged("li", {}, label));
    }
    const prior = slider("Prior", `${name}-prior`, { min: -20, max: 20, step: 1, value: middle });
    const give = slider("Give or take", `${name}-give`, { min: 0, max: 12, step: 1, value: wide });
    for (const one of [prior, give]) one.label.firstChild.append(one.input); // one label holds words, value and slider
    const ways = [["independent", "each observation by itself"], ["strongest", "each group once, by its strongest"], ["mean", "each group once, by its mean"]]
      .map(([value, words]) => box(words, { type: "radio", name: `${name}-way`, value, ...(value === "independent" ? { checked: "" } : {}) }));
    const answer = tagged("p", { role: "status", class: "balance-said" });
    const svg = chart();
    const reset = tagged("button", { type: "button" }, "Put everything back");
    const form = tagged("form", { class: "balance-form screen-only", "aria-label": `Move the balance: ${told.hypothesis} against ${told.rival}` },
      tagged("fieldset", {}, tagged("legend", {}, `Observations (decibans for: ${told.hypothesis})`), list),
      tagged("fieldset", {}, tagged("legend", {}, "What one thought before"), prior.label, give.label),
      tagged("fieldset", {}, tagged("legend", {}, "What is counted"), tagged("div", { class: "balance-ways" }, ...ways.map(([, label]) => label))),
      tagged("div", { class: "balance-answer" }, answer, svg),
      tagged("div", { class: "balance-controls" }, reset));
    form.addEventListener("submit", (event) => event.preventDefault());

    const stands = (one) => one.stands[reading] !== false;
    const show = () => {
      for (const { one, input, label } of boxes.values()) {
        input.disabled = !stands(one);
        label.classList.toggle("set-aside", !stands(one));
        label.title = stands(one) ? "" : "rests on rows that are not in this reading";
      }
      for (const { input, members } of groups.values()) {
        const there = members.filter((one) => !one.disabled);
        const on = there.filter((one) => one.checked).length;
        input.disabled = !there.length;
        input.checked = on > 0;
        input.indeterminate = on > 0 && on < there.length;
      }
      const centre = Number(prior.input.value);
      const around = Number(give.input.value);
      const priorWords = `${signed(centre)} decibans, ${odds(centre, told.hypothesis, told.rival)} (${percent(centre)} for ${told.hypothesis})`;
      prior.said.textContent = priorWords;
      prior.input.setAttribute("aria-valuetext", priorWords);
      give.said.textContent = `${around} decibans, so from ${percent(centre - around)} to ${percent(centre + around)}`;
      give.input.setAttribute("aria-valuetext", give.said.textContent);
      const on = [...boxes.values()].filter(({ one, input }) => stands(one) && input.checked).map(({ one }) => one);
      const way = ways.find(([input]) => input.checked)[0].value;
      const result = weigh(on, [centre - around, centre + around], way);
      for (const key of ["least", "low", "middle", "high", "most", "share"]) answer.dataset[key] = result[key].toFixed(4);
      const hundred = result.share > 0.995 ? "more than 99" : result.share < 0.005 ? "fewer than 1" : Math.round(100 * result.share);
      answer.textContent = `${told.hypothesis} is favoured by ${hundred} in 100 of the weights and priors allowed here (${on.length} observations on). `
        + `Nine in ten lie between ${signed(result.low)} and ${signed(result.high)} decibans: ${odds(result.low, told.hypothesis, told.rival)} to ${odds(result.high, told.hypothesis, told.rival)}. `
        + `None lies outside ${signed(result.least)} and ${signed(result.most)}.`;
      draw(svg, result);
    };
    form.addEventListener("input", (event) => {
      const group = groups.get(event.target.dataset.group);
      if (group) for (const member of group.members) if (!member.disabled) member.checked = event.target.checked;
      show();
    });
    reset.addEventListener("click", () => { form.reset(); show(); });
    document.addEventListener("testimonia:reading", (event) => { reading = Number(event.detail) || 0; show(); });
    opener.replaceWith(form);
    show();
    form.querySelector("input").focus();
  };
})();
