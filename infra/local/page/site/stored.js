const prefix = 'learning-mate.';
/** Where storage is blocked, as private windows may do. @type {Map<string, string>} */
const forThisVisit = new Map();

/**
 * A text kept in this browser.
 * @param {string} name
 */
export function readStored(name) {
  try {
    return localStorage.getItem(prefix + name) ?? forThisVisit.get(name);
  } catch {
    return forThisVisit.get(name);
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function keepStored(name, value) {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    forThisVisit.set(name, value);
  }
}
