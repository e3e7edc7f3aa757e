/* What the theme's own scripts take for granted, and what they needed large libraries for. */
window.DOCUMENTATION_OPTIONS ||= {};
(() => {
  const closeAll = except => document.querySelectorAll(".dropdown-toggle[aria-expanded='true']").forEach(button => button !== except && toggle(button, false));
  const toggle = (button, open) => {
    button.setAttribute("aria-expanded", String(open));
    button.nextElementSibling?.classList.toggle("show", open);
  };
  document.addEventListener("click", event => {
    const button = event.target.closest?.("[data-bs-toggle='dropdown']");
    closeAll(button);
    if (button) toggle(button, button.getAttribute("aria-expanded") !== "true");
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    const open = document.querySelector(".dropdown-toggle[aria-expanded='true']");
    if (open) { closeAll(); open.focus(); }
  });
  document.addEventListener("focusin", event => { if (!event.target.closest?.(".dropdown")) closeAll(); });

  /* Code and citations can be copied. */
  const copy = async text => {
    try { await navigator.clipboard.writeText(text); } catch (refused) {
      const area = Object.assign(document.createElement("textarea"), {value: text});
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
  };
  const ready = () => {
    document.querySelectorAll("div.highlight > pre").forEach(code => {
      const button = Object.assign(document.createElement("button"), {type: "button", className: "copy-button", textContent: "Copy"});
      button.addEventListener("click", async () => {
        await copy(code.innerText);
        button.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; }, 1500);
      });
      code.parentElement.append(button);
    });
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", ready) : ready();

  /* Paper shows what the screen folds away, save the code. */
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("article details:not([open]):not(.hide)")];
    folded.forEach(one => { one.open = true; });
  });
  window.addEventListener("afterprint", () => folded.forEach(one => { one.open = false; }));
})();
