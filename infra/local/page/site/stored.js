const prefix = 'learning-mate.';

/**
 * A text kept in this browser; undefined also where storage is blocked.
 * @param {string} name
 */
export function readStored(name) {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} name
 * @param {string | undefined} value undefined forgets it
 */
export function keepStored(name, value) {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    // Private windows may refuse; the page then works for as long as it is open.
  }
}
