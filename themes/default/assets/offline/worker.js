// Keeps the pages that were read, so that they open again without a network. Published as /sw.js.
// Nothing is fetched in advance but the page that lists what is kept.
"use strict";
(() => {
  /**
   * What tsc has no name for beside the names of a page.
   * @typedef {{
   *   registration: ServiceWorkerRegistration,
   *   clients: { claim(): Promise<void> },
   *   skipWaiting(): Promise<void>,
   *   addEventListener(type: string, listener: (event: any) => void): void,
   * }} Worker
   */
  const worker = /** @type {Worker} */ (/** @type {unknown} */ (self));
  // Several archives may live on one host, each under its own path: each keeps its own.
  const { scope } = worker.registration;
  const MOST = { pages: 60, assets: 40, pictures: 60 };
  const LIST = "/offline/";
  const WITHDRAWN = '<meta name="robots" content="noindex">';

  /** @param {keyof typeof MOST} kind */
  const open = (kind) => caches.open(scope + kind);

  /** The one address of a page. @param {string} url */
  const tidy = (url) => url.replace(/[?#].*$/, "").replace(/\/index\.html$/, "/");

  /** The oldest go first; the list of what is kept stays. @param {keyof typeof MOST} kind */
  async function trim(kind) {
    const cache = await open(kind);
    const kept = (await cache.keys()).filter(({ url }) => !url.endsWith(LIST));
    await Promise.all(kept.slice(0, -MOST[kind]).map((request) => cache.delete(request)));
  }

  /**
   * Keeps a page that was answered, or drops it: what is gone or withdrawn is not shown again.
   * @param {string} url @param {Response} response
   */
  async function remember(url, response) {
    const cache = await open("pages");
    if (response.status === 404 || response.status === 410) await cache.delete(url);
    const type = response.headers.get("content-type") ?? "";
    if (response.status !== 200 || !type.startsWith("text/html")) return;
    const text = await response.clone().text();
    const list = url.endsWith(LIST);
    if (text.includes(WITHDRAWN) && !list) {
      await cache.delete(url);
      return;
    }
    await cache.put(url, response);
    await trim("pages");
    const named = [...text.matchAll(/(?:src|href)="([^"]+\?v=[0-9a-f]+)"/g)];
    await Promise.all(named.map(([, link]) => asset(new URL(link, url).href)));
    const [, link] = text.match(/ href="([^"]*offline\/index\.html)"/) ?? [];
    if (list || !link) return;
    const place = tidy(new URL(link, url).href);
    if (!(await cache.match(place))) await remember(place, await fetch(place));
  }

  /** A versioned file never changes under its address. @param {string} url */
  async function asset(url) {
    const cache = await open("assets");
    const kept = await cache.match(url);
    if (kept) return kept;
    const response = await fetch(url);
    if (response.ok) {
      await cache.delete(url, { ignoreSearch: true });
      await cache.put(url, response.clone());
      await trim("assets");
    }
    return response;
  }

  /** @param {string} url @param {Response} response */
  async function rememberPicture(url, response) {
    const cache = await open("pictures");
    if (response.status === 200) await cache.put(url, response);
    else if (response.status === 404) await cache.delete(url);
    await trim("pictures");
  }

  /** The list of what is kept, in the language of the page that was asked for. @param {string} url */
  async function instead(url) {
    const language = url.slice(scope.length).split("/", 1)[0];
    const kept = (await (await open("pages")).keys()).map((request) => request.url);
    const lists = kept.filter((one) => one.endsWith(LIST));
    const own = lists.find((one) => one === `${scope}${language}${LIST}`) ?? lists[0];
    return own ? Response.redirect(`${own}#missing`) : Response.error();
  }

  /** The network first. @param {any} event @param {keyof typeof MOST} kind */
  async function fresh(event, kind) {
    const { request } = event;
    const url = kind === "pages" ? tidy(request.url) : request.url;
    try {
      const response = await fetch(request);
      const keep = kind === "pages" ? remember : rememberPicture;
      // A full disk, or a page cut off on its way, is no reason to disturb the reader.
      event.waitUntil(keep(url, response.clone()).catch(() => {}));
      return response;
    } catch {
      const kept = await (await open(kind)).match(url);
      return kept ?? (kind === "pages" ? instead(url) : Response.error());
    }
  }

  /** What the first page had already loaded when the worker came. @param {string[]} urls */
  async function catchUp([page, ...pictures]) {
    await remember(tidy(page), await fetch(page));
    await Promise.all(pictures.map(async (url) => rememberPicture(url, await fetch(url))));
  }

  worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
  worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
  worker.addEventListener("message", (event) => {
    const urls = /** @type {string[]} */ (event.data).filter((url) => url.startsWith(scope));
    event.waitUntil(catchUp(urls).catch(() => {}));
  });
  worker.addEventListener("fetch", (event) => {
    const { method, mode, destination, url } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    if (mode === "navigate") event.respondWith(fresh(event, "pages"));
    else if (/\?v=[0-9a-f]+$/.test(url)) event.respondWith(asset(url));
    else if (destination === "image") event.respondWith(fresh(event, "pictures"));
  });
})();
