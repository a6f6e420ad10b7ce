// The pages that are kept on this device, the newest first, and a way to forget them.
"use strict";
(async () => {
  const list = document.getElementById("kept");
  const nothing = document.getElementById("nothing");
  const forget = document.getElementById("forget");
  if (!list || !nothing || !forget) return;
  const scope = new URL(list.dataset.home ?? "", location.href).href.replace(/index\.html$/, "");
  const MARKS = { amp: "&", lt: "<", gt: ">", "#34": '"', "#39": "'" };

  /** @param {string} html */
  const plain = (html) =>
    html.replace(/&(amp|lt|gt|#34|#39);/g, (_, mark) => MARKS[/** @type {"amp"} */ (mark)]);

  /** @param {string} url @param {string} html */
  const entry = (url, html) => {
    const [, title] = html.match(/<meta property="og:title" content="([^"]*)">/) ?? [];
    const [, language, direction] = html.match(/<html lang="([^"]*)" dir="([^"]*)">/) ?? [];
    if (title === undefined || language === undefined) return;
    const link = document.createElement("a");
    link.href = url;
    link.lang = language;
    link.dir = direction;
    link.textContent = plain(title);
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  };

  const show = async () => {
    list.replaceChildren();
    // A page over plain http has no such store.
    if ("caches" in window) {
      const cache = await caches.open(`${scope}pages`);
      for (const request of [...(await cache.keys())].reverse()) {
        if (request.url.endsWith("/offline/")) continue;
        const response = await cache.match(request);
        if (response) entry(request.url, await response.text());
      }
    }
    nothing.hidden = list.childElementCount > 0;
    forget.hidden = list.childElementCount === 0;
  };

  forget.addEventListener("click", async () => {
    const cache = await caches.open(`${scope}pages`);
    const kept = (await cache.keys()).filter(({ url }) => !url.endsWith("/offline/"));
    await Promise.all(kept.map((request) => cache.delete(request)));
    await caches.delete(`${scope}pictures`);
    await show();
  });
  await show();
})();
