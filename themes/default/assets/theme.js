// Light, dark or as the system says; addresses without their index.html. The page works before this runs.
"use strict";
(() => {
  const root = document.documentElement;
  const order = ["auto", "light", "dark"];
  let choice = "auto";
  try {
    choice = localStorage.getItem("theme") ?? "auto";
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  if (!order.includes(choice)) choice = "auto";

  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector(".theme-switch");
  const show = () => {
    if (choice === "auto") delete root.dataset.theme;
    else root.dataset.theme = choice;
    const words = button?.dataset[choice];
    if (!button || !words) return;
    button.setAttribute("aria-label", words);
    button.title = words;
    button.dataset.choice = choice;
    button.hidden = false;
  };
  show();
  button?.addEventListener("click", () => {
    choice = order[(order.indexOf(choice) + 1) % order.length];
    try {
      if (choice === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", choice);
    } catch {
      // As above.
    }
    show();
  });

  // Browsers load no module from a folder: the search page must then say that it cannot search.
  const form = document.querySelector("form[data-failed]");
  const status = document.getElementById("search-status");
  if (location.protocol === "file:" && form instanceof HTMLElement && status) {
    status.textContent = form.dataset.failed ?? "";
  } else if (form && "noModule" in HTMLScriptElement.prototype && new URLSearchParams(location.search).get("q")) {
    // What stands below the answer waits for it, so that nothing jumps when it comes.
    form.setAttribute("data-asked", "");
    addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && form.removeAttribute("data-asked"), true);
  }

  // Keeps what is read for reading offline. A worker's address is a script's, and pages allow none to
  // be made but by the one policy that the CSP names: it knows one address, and can be made once.
  const script = document.currentScript;
  const worker = script instanceof HTMLScriptElement ? script.dataset.worker : undefined;
  if (worker && "serviceWorker" in navigator && location.protocol !== "file:") {
    const address = new URL(worker, location.href).href;
    /** @type {{ createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } | undefined} */
    const types = /** @type {any} */ (window).trustedTypes;
    const policy = types?.createPolicy("kept-pages", { createScriptURL: () => address });
    const first = !navigator.serviceWorker.controller;
    addEventListener("load", async () => {
      try {
        await navigator.serviceWorker.register(policy?.createScriptURL("") ?? address);
        const { active } = await navigator.serviceWorker.ready;
        const files = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
        const pictures = files.filter((file) => file.initiatorType === "img").map((file) => file.name);
        if (first) active?.postMessage([location.href, ...pictures]);
      } catch {
        // Private windows and full disks refuse it: the page is read all the same.
      }
    });
  }

  const { protocol, pathname, search, hash } = location;
  if (/^https?:$/.test(protocol) && pathname.endsWith("/index.html")) {
    history.replaceState(history.state, "", pathname.slice(0, -"index.html".length) + search + hash);
  }
})();
