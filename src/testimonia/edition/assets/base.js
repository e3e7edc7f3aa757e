/* What every script of the volume shares. Classic script: works from disk as over http. */
window.testimonia = {
  /* Where _static lies, seen from this page. */
  base: document.currentScript.src.replace(/testimonia\.js.*$/, ""),
  /* Fetch a script of _static once; a promise. */
  load(name) {
    this.loading ||= {};
    return this.loading[name] ||= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = this.base + name;
      script.onload = done;
      script.onerror = () => failed(new Error(`${name} could not be read`));
      document.head.append(script);
    });
  },
};
