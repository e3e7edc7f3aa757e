/* The index of the whole volume is heavy: the search page fetches it, and what searches, when somebody asks for something. */
(() => {
  const field = document.getElementById("search-words"), status = document.getElementById("search-status");
  if (!field) return;
  const bring = () => {
    if (!testimonia.searchIndex) status.textContent = "Fetching the index …";
    testimonia.load("lazy/search-index.js").then(() => testimonia.load("lazy/search.js"));
  };
  if (new URLSearchParams(location.search).get("q")) bring();
  field.focus();
  field.form.addEventListener("submit", event => event.preventDefault()); // it searches when the index is there
  for (const touch of ["pointerdown", "keydown", "input"]) field.addEventListener(touch, bring, {once: true});
})();
