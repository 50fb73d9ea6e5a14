const prefix = 'learning-mate.';
/** Where storage is blocked, as private windows may do. */
const forThisVisit = new Map<string, string>();

/** A text kept in this browser. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? forThisVisit.get(name);
  } catch {
    return forThisVisit.get(name);
  }
}

/** Keeps a text in this browser; undefined takes it away. */
export function keepStored(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    if (value === undefined) forThisVisit.delete(name);
    else forThisVisit.set(name, value);
  }
}
