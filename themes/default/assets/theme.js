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
  }

  const { protocol, pathname, search, hash } = location;
  if (/^https?:$/.test(protocol) && pathname.endsWith("/index.html")) {
    history.replaceState(history.state, "", pathname.slice(0, -"index.html".length) + search + hash);
  }
})();
