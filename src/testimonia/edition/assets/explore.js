/* Figures to explore: the button under a figure fetches its chart; another brings the figure back. */
document.addEventListener("click", async event => {
  const start = event.target.closest?.(".explore-start");
  if (!start || start.disabled) return;
  const tm = window.testimonia, figure = document.getElementById(start.dataset.figure);
  const caption = figure.querySelector("figcaption"), said = start.nextElementSibling;
  start.disabled = true;
  start.setAttribute("aria-busy", "true");
  try {
    await Promise.all(["charts.js", "vega.js", start.dataset.chart].map(name => tm.load(`lazy/${name}`)));
    const home = document.createElement("div"), back = document.createElement("button");
    home.className = "explore-live screen-only";
    back.type = "button";
    back.className = "explore-back";
    back.textContent = "Back to the figure";
    figure.insertBefore(home, caption?.parentNode === figure ? caption : null);
    figure.classList.add("explored");
    const chart = await tm.explore(home, tm.charts[start.dataset.figure], back);
    start.hidden = true;
    said?.remove();
    back.onclick = () => { chart.close(); home.remove(); figure.classList.remove("explored"); start.hidden = false; start.focus(); };
    home.querySelector("input, select, button")?.focus();
  } catch (error) {
    figure.classList.remove("explored");
    figure.querySelector(".explore-live")?.remove();
    if (!said) start.insertAdjacentHTML("afterend", '<p role="alert">The chart could not be read; the figure above shows the same data.</p>');
  }
  start.disabled = false;
  start.removeAttribute("aria-busy");
});
