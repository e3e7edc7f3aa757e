/* Finds places of the volume: every word must occur, a name in any of its spellings; best places first. */
(() => {
  const {pages, names} = testimonia.searchIndex;
  const KINDS = ["page", "paragraph", "person", "section", "row"];
  const places = testimonia.searchIndex.places.map(([kind, page, anchor, head, text]) => [KINDS[kind], pages[page] + (anchor && `#${anchor}`), head || anchor.slice(4), text]);
  const field = document.getElementById("search-words"), status = document.getElementById("search-status"), list = document.getElementById("search-found");
  const fold = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  const WEIGHT = {person: 60, page: 40, paragraph: 30, section: 20, row: 10}, SHOWN = 60;
  const KIND = {person: "entry", page: "page", paragraph: "paragraph", section: "section", row: "row"};
  const folded = places.map(place => [fold(place[2]), fold(place[3])]);
  const start = (text, word) => { // where a word of the text begins so; -1 if nowhere
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!at || !/[\p{L}\p{N}]/u.test(text[at - 1])) return at;
    return -1;
  };
  const alike = word => [word, ...(word.length < 4 ? [] : names.filter(group => group.some(name => name.startsWith(word))).flat())].filter((one, at, all) => all.indexOf(one) === at);
  const search = query => {
    const words = fold(query).match(/[\p{L}\p{N}§¶.-]+/gu) || [];
    if (!words.length) return null;
    const choices = words.map(alike);
    const found = [];
    folded.forEach(([head, text], number) => {
      let score = WEIGHT[places[number][0]];
      for (const choice of choices) {
        let best = 0;
        choice.forEach((word, at) => {
          const own = at ? 0 : 3;
          if (start(head, word) >= 0) best = Math.max(best, 50 + own); else if (start(text, word) >= 0) best = Math.max(best, 10 + own);
        });
        if (!best) return;
        score += best;
      }
      found.push({number, score, words: choices.flat()});
    });
    return found.sort((a, b) => b.score - a.score || a.number - b.number);
  };
  const marked = (element, text, words) => { // text stays text: pieces are added as text nodes
    const low = fold(text), same = low.length === text.length;
    let at = 0;
    while (same && at < text.length) {
      let next = -1, length = 0;
      for (const word of words) { const here = low.indexOf(word, at); if (here >= 0 && (next < 0 || here < next || (here === next && word.length > length))) { next = here; length = word.length; } }
      if (next < 0) break;
      element.append(text.slice(at, next), Object.assign(document.createElement("mark"), {textContent: text.slice(next, next + length)}));
      at = next + length;
    }
    element.append(text.slice(at));
  };
  const excerpt = (text, words) => {
    const low = fold(text), hits = words.map(word => start(low, word)).filter(at => at >= 0);
    const from = hits.length ? Math.max(0, Math.min(...hits) - 70) : 0, begin = from ? text.indexOf(" ", from) + 1 : 0;
    const piece = text.slice(begin, begin + 220);
    return (begin ? "… " : "") + piece + (begin + 220 < text.length ? " …" : "");
  };
  const show = () => {
    const found = search(field.value);
    list.replaceChildren();
    if (!found) { status.textContent = ""; return; }
    status.textContent = found.length ? `${found.length} place${found.length === 1 ? "" : "s"} found${found.length > SHOWN ? `; the first ${SHOWN} are shown` : ""}.` : "Nothing was found. Every word has to occur in one place; a beginning of a word is enough.";
    for (const {number, words} of found.slice(0, SHOWN)) {
      const [kind, address, head, text] = places[number];
      const item = document.createElement("li"), link = document.createElement("a"), said = document.createElement("p");
      link.href = address;
      marked(link, head, words);
      marked(said, excerpt(text, words), words);
      item.append(link, Object.assign(document.createElement("span"), {className: "search-kind", textContent: ` ${KIND[kind]}`}), said);
      list.append(item);
    }
  };
  field.value ||= new URLSearchParams(location.search).get("q") || ""; // unless somebody has begun to type meanwhile
  let waiting;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 200); });
  field.form.addEventListener("submit", show);
  show();
})();
