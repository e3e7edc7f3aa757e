/* Shows the button that opens a balance; the form itself is fetched when it is first wanted. */
(() => {
  const prepare = () => {
    for (const section of document.querySelectorAll(".balance")) {
      const controls = section.querySelector(".balance-controls");
      const button = section.querySelector(".balance-open");
      if (!controls || !button) continue;
      controls.hidden = false;
      button.addEventListener("click", async () => {
        button.disabled = true;
        try {
          await window.testimonia.load("lazy/balance.js");
          window.testimonia.balance(section);
        } catch {
          button.textContent = "The form could not be read";
        }
      });
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", prepare);
  else prepare();
})();
