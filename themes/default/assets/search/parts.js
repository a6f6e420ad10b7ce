/**
 * Files that are there or are missing. What asks for one that has not come yet is stopped by
 * `Missing`; `settled` waits for it and asks again, so that all other code reads as if they were there.
 */

/** Some files are asked for that have not come yet. */
export class Missing {
  /** @param {(() => Promise<unknown>)[]} loads */
  constructor(loads) {
    this.come = () => Promise.all(loads.map((load) => load()));
  }
}

/** What a function gives once all that it needs is there. @template T @param {() => T} ask @returns {Promise<T>} */
export async function settled(ask) {
  for (;;) {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      await error.come();
    }
  }
}

/**
 * A file that is there, or is missing.
 * @template T
 * @typedef {{load: () => Promise<T>, value: T | undefined}} Part
 */

/** @template T @param {URL} url @param {string} key @param {(text: string) => T} read @returns {Part<T>} */
export function part(url, key, read) {
  if (key) url.searchParams.set("v", key);
  /** @type {Promise<T> | undefined} */
  let coming;
  /** @type {Part<T>} */
  const made = {
    value: undefined,
    // What failed may be tried again.
    load: () => (coming ??= fetched(url).then((text) => (made.value = read(text))).catch((error) => {
      coming = undefined;
      throw error;
    })),
  };
  return made;
}

/** @param {URL} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${url.pathname}`);
  return response.text();
}

/** The values of all of these; stops where any is missing. @template T @param {Part<T>[]} parts */
export function all(parts) {
  const missing = parts.filter(({ value }) => value === undefined);
  if (missing.length) throw new Missing(missing.map(({ load }) => load));
  return parts.map(({ value }) => /** @type {T} */ (value));
}
