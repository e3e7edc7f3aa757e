(() => {
  /* Tables of the record: put in order by any column, narrowed down by words. Without this script they are complete. */
  const LATIN = {а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", ё: "e", є: "e", ж: "zh", з: "z", и: "i", і: "i", ї: "i", й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia"};
  /* Words reduced so that spelling does not matter: no case, no accents, Cyrillic in Latin letters, y as i. */
  const plain = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[а-яёєіїґ]/g, letter => LATIN[letter] ?? letter).replace(/['’ʹʼ`]/g, "").replace(/y/g, "i").replace(/i+/g, "i").replace(/\s+/g, " ");
  const order = new Intl.Collator("en", {numeric: true}).compare;

  document.querySelectorAll("table.browsable").forEach(table => {
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    const words = new Map();
    const said = row => words.get(row) ?? words.set(row, plain([...row.cells].map(cell => [...cell.children].filter(part => !part.matches(".used, .dispute")).map(part => part.textContent).join(" ")).join(" "))).get(row);
    const key = (row, at) => heads[at].dataset.sort === "days" ? row.dataset.days || "9999" : row.cells[at].textContent.trim().replace(/^[^\p{L}\p{N}]+/u, "");

    const box = (table.closest(".pst-scrollable-table-container") || table).previousElementSibling;
    const field = box.querySelector("input"), found = box.querySelector("[role=status]");

    const tell = () => {
      const shown = rows.filter(row => !row.hidden).length;
      found.textContent = field.value.trim() ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
    };
    const narrow = () => {
      const wanted = plain(field.value).split(" ").filter(Boolean);
      for (const row of rows) row.hidden = !wanted.every(word => said(row).includes(word));
      tell();
    };
    let timer;
    field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(narrow, 120); });
    field.addEventListener("keydown", event => { if (event.key === "Escape" && field.value) { field.value = ""; narrow(); } });

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...(head.querySelector("p") || head).childNodes);
      head.replaceChildren(button);
      head.setAttribute("scope", "col");
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending", keys = new Map(rows.map(row => [row, key(row, at)]));
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...rows.slice().sort((a, b) => (down ? -1 : 1) * order(keys.get(a), keys.get(b))));
      });
    });

    /* A row that is asked for by its address is never hidden. */
    const reveal = () => {
      const row = location.hash.startsWith("#row-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (row && row.hidden && body.contains(row)) { field.value = ""; narrow(); row.scrollIntoView(); }
    };
    addEventListener("hashchange", reveal);
  });
})();
