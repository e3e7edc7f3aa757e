(() => {
  /* The page on disputing is told by its address which row is meant, and says so; what the address holds is text. */
  const asked = new URLSearchParams(location.search), row = asked.get("row"), head = document.querySelector("article h1");
  if (!row || !head || !document.querySelector("#what-to-write-down")) return;
  const said = document.createElement("p"), name = document.createElement("code");
  name.textContent = row;
  said.className = "disputed";
  said.append("You came from the row ", name, asked.get("table") ? ` of the table ${asked.get("table")}.` : ".");
  head.after(said);
})();
