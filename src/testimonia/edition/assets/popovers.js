(() => {
  /* What stands behind a mark, opened by pointer, keyboard focus or touch. Text from the record is set as text, never as markup. */
  const t = window.testimonia, root = t.base.replace(/_static\/$/, "");
  const MARKS = "a[data-rows],a.rows-behind,.all-rows a,a.footnote-reference,a[role=doc-noteref],a.term-mention,.bibtex-citation a";
  const READINGS = ["", "set aside when only what is stated counts", "set aside when only what is highly certain counts"];
  let panel, title, body, way, owner, timer, quiet, pinned, pointer = "mouse";

  const make = (tag, text, attributes) => {
    const made = Object.assign(document.createElement(tag), attributes);
    if (text) made.textContent = text;
    return made;
  };
  const within = link => link.href.startsWith(root) ? link.href.slice(root.length) : "";
  const is = (link, kind) => link.classList.contains(kind);
  const many = count => `${count} row${count === 1 ? "" : "s"}`;

  function build() {
    panel = make("div", "", {id: "behind", className: "behind", hidden: true, tabIndex: -1});
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "behind-title");
    const head = make("div", "", {className: "behind-head"}), close = make("button", "×", {type: "button", className: "behind-close"});
    title = make("p", "", {id: "behind-title"});
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => shut(true));
    head.append(title, close);
    body = make("div", "", {className: "behind-body"});
    way = make("p", "", {className: "behind-way"});
    panel.append(head, body, way);
    panel.addEventListener("pointerenter", () => clearTimeout(timer));
    panel.addEventListener("pointerleave", () => pinned || later(shut, 300));
    panel.addEventListener("keydown", event => { /* past its last link, or before its first, a reader is back at the mark */
      const stops = [...panel.querySelectorAll("button, a[href]")], at = stops.indexOf(document.activeElement);
      if (event.key === "Tab" && (event.shiftKey ? at <= 0 : at === stops.length - 1)) { event.preventDefault(); shut(true); }
    });
    (document.querySelector("article, main, [role=main]") || document.body).append(panel);
  }

  /* Where a row is disputed: the form of a forge, or the page of the volume that says how. */
  const disputed = (id, table) => {
    const address = t.record.dispute.replaceAll("{row}", encodeURIComponent(id)).replaceAll("{table}", encodeURIComponent(table));
    return address.startsWith("https:") ? address : root + address;
  };

  /* One row: when and what, who, on what it rests, where it stands. */
  function entry(id, home) {
    const {tables, sources, rows} = t.record, item = make("li");
    if (!Object.hasOwn(rows, id)) return make("li", id);
    const [table, when, heading, words, who, cited, basis, certainty, kept] = rows[id];
    const first = make("p");
    if (when) first.append(make("span", when, {className: "behind-when"}), " · ");
    if (heading) first.append(make("strong", heading), words ? ". " : "");
    if (words) first.append(make("span", words));
    item.append(first);
    if (who) item.append(make("p", who, {className: "behind-who"}));
    const rests = make("p", "", {className: "behind-source"});
    cited.forEach((number, at) => {
      const [text, address] = sources[number];
      rests.append(at ? "; " : "", address ? make("a", text, {href: root + address}) : text);
    });
    rests.append([cited.length ? "." : "", basis, certainty && `${certainty} certainty`].filter(Boolean).join(", ").replace(/^\.,/, " ·"));
    const reading = +document.documentElement.dataset.reading || 0;
    if (kept[reading] === "0") item.append(make("p", READINGS[reading], {className: "behind-aside"}));
    item.append(rests, make("a", id, {href: `${root}${tables[table][1]}#row-${id}`, className: "behind-row"}));
    if (home) item.append(" · ", make("a", "register", {href: home}));
    if (t.record.dispute) item.append(" · ", make("a", "dispute", {href: disputed(id, tables[table][0]), className: "dispute"}));
    return item;
  }

  function name(link, rows) {
    if (is(link, "person-mention")) return link.textContent;
    if (is(link, "bound-mark")) return `${link.dataset.says || "Checked against the tables"}: ${many(rows.length)}`;
    if (is(link, "rows-behind")) return `${many(rows.length)} behind this figure`;
    if (is(link, "finding-number")) return `${many(rows.length)} behind “${link.textContent}”`;
    return `A row of the ${t.record.tables[t.record.rows[rows[0]]?.[0]]?.[0] || "tables"}`;
  }

  /* Where else the link goes, said in words, where the rows themselves do not say it. */
  function onward(link) {
    if (link.dataset.rows && !is(link, "bound-mark") && !link.hash.startsWith("#number-") || is(link, "rows-behind") || link.closest(".all-rows")) return [];
    return [make("a", is(link, "bound-mark") || is(link, "finding-number") ? "How it moves under doubt" : "Go there", {href: link.href})];
  }

  async function fill(link) {
    const rows = (link.dataset.rows || (link.hash.startsWith("#row-") ? decodeURIComponent(link.hash.slice(5)) : link.closest("[data-rows]")?.dataset.rows) || "").split(" ").filter(Boolean);
    if (rows.length) {
      await t.load("lazy/record.js");
      const list = make(rows.length > 1 ? "ol" : "ul");
      list.append(...rows.map(id => entry(id, is(link, "person-mention") && link.href)));
      title.textContent = name(link, rows);
      return list;
    }
    const note = /footnote|noteref/.test(link.className + link.getAttribute("role")) && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (note) {
      const copy = note.cloneNode(true);
      copy.querySelectorAll(".label, .backrefs, [role=doc-backlink], .fn-bracket").forEach(part => part.remove());
      copy.querySelectorAll("[id]").forEach(part => part.removeAttribute("id"));
      title.textContent = `Note ${link.textContent.replace(/[[\]]/g, "")}`;
      const text = make("div");
      text.append(...copy.childNodes);
      return text;
    }
    await t.load("lazy/previews.js");
    const found = t.previews[within(link)];
    if (!found) return null;
    title.textContent = found[0] || link.textContent;
    return make("p", found[1]);
  }

  async function open(link, hold, hint) {
    clearTimeout(timer);
    if (owner === link && !panel.hidden) { pinned ||= hold; if (hold) panel.focus(); return; }
    shut();
    if (!panel) build();
    owner = link;
    let content;
    try { content = await fill(link); } catch (error) { return; }
    if (owner !== link || !content) return;
    body.replaceChildren(content);
    way.replaceChildren(...onward(link), ...(hint ? [make("span", "↓ into this panel, Esc closes it", {className: "behind-keys"})] : []));
    pinned = hold;
    panel.hidden = false;
    body.scrollTop = 0;
    link.setAttribute("aria-expanded", "true");
    place(link);
    if (hold) panel.focus();
  }

  function place(link) {
    if (matchMedia("(max-width: 640px)").matches) {
      panel.removeAttribute("style");
      const hidden = link.getBoundingClientRect().bottom + 12 - panel.getBoundingClientRect().top;
      if (hidden > 0) scrollBy(0, hidden); /* the sheet must not lie on what it explains */
      return;
    }
    const box = link.getClientRects()[0] || link.getBoundingClientRect(), wide = document.documentElement.clientWidth, {offsetWidth, offsetHeight} = panel;
    const below = box.bottom + offsetHeight + 12 < innerHeight || box.top < offsetHeight + 12;
    panel.style.left = `${Math.max(8, Math.min(box.left, wide - offsetWidth - 8))}px`;
    panel.style.top = `${Math.max(8, below ? Math.min(box.bottom + 4, innerHeight - offsetHeight - 8) : box.top - offsetHeight - 4)}px`;
  }

  function shut(back) {
    clearTimeout(timer);
    if (!owner) return;
    const link = owner, inside = panel?.contains(document.activeElement);
    owner = null;
    pinned = false;
    link.setAttribute("aria-expanded", "false");
    if (panel) panel.hidden = true;
    if (back === true && inside) { quiet = link; link.focus(); }
  }
  const later = (act, after, ...rest) => { clearTimeout(timer); timer = setTimeout(act, after, ...rest); };
  const marked = event => {
    const link = event.target.closest?.("a");
    return link && (link.matches(MARKS) || link.querySelector(":scope > .std-term")) && !panel?.contains(link) ? link : null;
  };

  document.querySelectorAll(MARKS).forEach(link => {
    if (link.closest("nav")) return;
    link.setAttribute("aria-expanded", "false");
    link.setAttribute("aria-haspopup", "dialog");
    if (link.title) { link.dataset.says = link.title.replace(/^[^:]*: /, ""); if (link.textContent === "✓") link.setAttribute("aria-label", link.title); link.removeAttribute("title"); }
  });
  document.addEventListener("pointerdown", event => {
    pointer = event.pointerType;
    if (owner && !panel?.contains(event.target) && !marked(event)) shut();
  });
  document.addEventListener("keydown", event => {
    pointer = "keyboard";
    if (event.key === "Escape" && owner) { event.stopPropagation(); shut(true); }
    if (event.key === "ArrowDown" && marked(event) && marked(event) === owner && panel && !panel.hidden) { event.preventDefault(); pinned = true; panel.focus(); }
  });
  document.addEventListener("pointerover", event => {
    const link = event.pointerType === "mouse" && marked(event);
    if (link && link !== owner && !pinned) later(open, 250, link);
    else if (link && link === owner) clearTimeout(timer);
  });
  document.addEventListener("pointerout", event => {
    if (marked(event) && event.pointerType === "mouse" && !pinned) later(shut, 300);
  });
  document.addEventListener("focusin", event => {
    const link = marked(event);
    if (link && link !== quiet && link !== owner && link.matches(":focus-visible")) open(link, false, true);
    else if (owner && !link && !panel?.contains(event.target)) shut();
    quiet = null;
  });
  document.addEventListener("click", event => {
    const link = marked(event);
    if (link && (pointer === "touch" || pointer === "pen")) { event.preventDefault(); open(link, true); }
    else if (link) shut();
  });
  const follow = () => {
    if (!owner || !panel || panel.hidden || panel.contains(document.activeElement)) return;
    const box = owner.getBoundingClientRect();
    box.bottom < 0 || box.top > innerHeight ? shut() : matchMedia("(max-width: 640px)").matches || place(owner);
  };
  addEventListener("scroll", follow, {passive: true});
  addEventListener("resize", follow);
})();
