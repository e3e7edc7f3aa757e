/* The search page fetches what searches; other pages do not. */
if (document.getElementById("search-words")) testimonia.load("lazy/search-index.js").then(() => testimonia.load("lazy/search.js"));
