// Published as /sw.js by a site that no longer keeps pages: forgets all of them, and goes.
"use strict";
(() => {
  const worker = /** @type {any} */ (self);
  const { scope } = worker.registration;
  worker.addEventListener("install", () => worker.skipWaiting());
  worker.addEventListener("activate", (/** @type {any} */ event) => {
    const forget = async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith(scope));
      await Promise.all(names.map((name) => caches.delete(name)));
      await worker.registration.unregister();
    };
    event.waitUntil(forget());
  });
})();
