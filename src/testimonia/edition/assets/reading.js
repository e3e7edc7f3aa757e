/* How much do you believe? The text, marks, figures and tables of a page follow one switch.
   Works from disk; where storage is refused, the reading travels in the address of internal links. */
(() => {
  const root = document.documentElement, KEY = "testimonia-reading";
  const form = document.querySelector(".reading-switch"), banner = document.querySelector(".reading-banner");
  if (!form) return root.classList.remove("reading-waits");
  const radios = [...form.querySelectorAll("input")], names = radios.map((radio) => radio.parentNode.textContent.trim());
  const status = form.querySelector("[role=status]"), here = `testimonia:${location.pathname}`;
  let stored = true;

  const recall = () => {
    try { return localStorage.getItem(KEY); } catch { stored = false; return null; }
  };
  const keep = (chosen) => {
    try { localStorage.setItem(KEY, chosen); } catch { stored = false; }
    const address = new URL(location);
    if (address.searchParams.has("reading") || !stored) {
      chosen ? address.searchParams.set("reading", chosen) : address.searchParams.delete("reading");
      try { history.replaceState(history.state, "", address); } catch { /* some browsers let a file keep its address only */ }
    }
  };

  /* Numbers and verdicts are words; a mark is a sign, and says its verdict to those who cannot see it. */
  const SIGNS = { "holds": "✓", "does not hold": "✗", "cannot tell": "?" };
  const words = (chosen) => {
    for (const node of document.querySelectorAll("[data-readings]")) {
      const said = JSON.parse(node.dataset.readings)[chosen], mark = node.classList.contains("bound-mark");
      node.textContent = mark ? SIGNS[said] : said;
      node.classList.toggle("moved", said !== JSON.parse(node.dataset.readings)[0]);
      if (!mark) continue;
      node.dataset.verdict = said;
      chosen ? node.setAttribute("aria-label", `${said}, ${names[chosen]}`) : node.removeAttribute("aria-label");
    }
    for (const sentence of document.querySelectorAll(".bound-sentence")) {
      const verdicts = [...sentence.querySelectorAll(".bound-mark")].map((mark) => mark.dataset.verdict);
      sentence.classList.toggle("does-not-hold", verdicts.includes("does not hold"));
      sentence.classList.toggle("cannot-tell", !verdicts.includes("does not hold") && verdicts.includes("cannot tell"));
    }
  };

  /* A figure is drawn anew under each reading, or says why it cannot be. */
  const pictures = (chosen) => {
    for (const figure of document.querySelectorAll("figure[data-views]")) {
      const image = figure.querySelector("img"), source = figure.querySelector("picture source");
      image.dataset.first ||= JSON.stringify([image.getAttribute("src"), source?.getAttribute("srcset"), image.alt]);
      const [wide, narrow, alt] = JSON.parse(image.dataset.first);
      const view = JSON.parse(figure.dataset.views)[chosen], missing = typeof view === "string";
      figure.classList.toggle("has-no-view", missing);
      if (missing) continue;
      const [src, set] = chosen ? view : [wide, narrow];
      const told = figure.nextElementSibling?.querySelector(`.told[data-in~="${chosen}"]`);
      image.alt = chosen && src !== wide ? `Drawn under the reading ‘${names[chosen]}’. ${told?.textContent ?? ""}`.trim() : alt;
      if (image.getAttribute("src") !== src) image.setAttribute("src", src);
      if (source && source.getAttribute("srcset") !== set) source.setAttribute("srcset", set);
    }
  };

  const show = (chosen) => {
    root.dataset.reading = chosen;
    words(chosen);
    pictures(chosen);
    root.classList.remove("reading-waits");
  };
  const choose = (chosen, aloud) => {
    radios[chosen].checked = true;
    show(chosen);
    banner.hidden = !chosen;
    banner.querySelector("strong").textContent = names[chosen];
    if (aloud) status.textContent = `Shown: ${names[chosen]}.`;
    document.dispatchEvent(new CustomEvent("testimonia:reading", { detail: chosen }));
  };
  const wanted = () => {
    const asked = new URLSearchParams(location.search).get("reading"), chosen = Number(asked ?? recall());
    return radios[chosen] ? chosen : 0;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => {
    const chosen = radios.findIndex((radio) => radio.checked);
    keep(chosen);
    choose(chosen, true);
  });
  banner.querySelector("button").addEventListener("click", () => {
    keep(0);
    choose(0, true);
    radios[0].focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]"), chosen = Number(root.dataset.reading);
    if (stored || !chosen || !link || link.protocol !== location.protocol || link.host !== location.host || !/\.html$/.test(link.pathname)) return;
    const address = new URL(link.href);
    address.searchParams.set("reading", chosen);
    link.href = address;
  }, true);
  addEventListener("storage", (event) => event.key === KEY && choose(wanted(), true));
  addEventListener("pageshow", (event) => event.persisted && choose(wanted(), false));
  addEventListener("beforeprint", () => show(0));
  addEventListener("afterprint", () => show(radios.findIndex((radio) => radio.checked)));

  recall();
  const first = wanted();
  if (first) {
    if (new URLSearchParams(location.search).has("reading")) keep(first);
    choose(first, false);
  } else show(0);
})();
