/**
 * Wakes the search when the reader turns to it: the rest is fetched then, and not before.
 * The form works before this runs.
 */

/** @type {HTMLFormElement | null} */
const form = document.querySelector("form#search");
const input = form?.querySelector("input");

if (form && input) {
  let awake = false;
  let tries = 0;
  const wake = async () => {
    if (awake) return;
    awake = true;
    try {
      // A browser may remember a failed import under its address.
      (await import(tries ? `./app.js?${tries}` : "./app.js")).start(form);
    } catch {
      awake = false;
      tries += 1;
      failed();
    }
  };
  const failed = () => {
    const status = document.getElementById("search-status");
    const phrases = JSON.parse(document.getElementById("search-phrases")?.textContent ?? "{}");
    const retry = document.createElement("button");
    retry.append(phrases["search.retry"]);
    retry.addEventListener("click", wake);
    status?.replaceChildren(phrases["search.failed"], " ", retry);
    form.removeAttribute("data-asked");
  };
  input.addEventListener("focus", wake);
  input.addEventListener("input", wake);
  document.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const writing = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (key !== "/" || writing || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  if (new URLSearchParams(location.search).get("q") || input.value) wake();
}
