import { parsedJson } from '../../../../shared/contracts/parsed-json.ts';

const prefix = 'learning-mate.';
/** Holds the texts where the browser blocks storage, as private windows may do. */
const forThisVisit = new Map<string, string>();

/** A text that this browser keeps. */
export function readStored(name: string): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? forThisVisit.get(name);
  } catch {
    return forThisVisit.get(name);
  }
}

/** @returns undefined where what is kept is no JSON */
export const readStoredJson = (name: string): unknown => parsedJson(readStored(name) ?? 'null');

/** Keeps a text in this browser; undefined removes it. */
export function keepStored(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(prefix + name);
    else localStorage.setItem(prefix + name, value);
  } catch {
    if (value === undefined) forThisVisit.delete(name);
    else forThisVisit.set(name, value);
  }
}
