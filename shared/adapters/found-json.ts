import { jsonrepair } from 'jsonrepair';
import { parsedJson } from '../contracts/parsed-json.ts';
import { fieldsOf, isThere } from '../loose-json.ts';

export interface FoundJson {
  readonly value: Readonly<Record<string, unknown>>;
  /** False where the object's end was missing and has been added. */
  readonly isWhole: boolean;
}

/** In prose every brace might begin the object. A model that writes more braces than this writes no JSON. */
const beginningsMaximum = 50;
/** An object in an object in a list in a text is the deepest wrapper that was ever seen. */
const wrappersMaximum = 4;

/**
 * Finds the JSON object that was asked for in what a model wrote. It may stand behind a thought, in a fence,
 * between sentences, in a list or in another object, and may be encoded twice or cut off.
 *
 * @param keys the object has at least one of these
 */
export function findJson(written: string, keys: readonly string[]): FoundJson | undefined {
  const text = withoutThought(written.replace(/^\uFEFF/, ''));
  const whole = parsedJson(text);
  const known = whole === undefined ? undefined : unwrapped(whole, keys);
  if (known) return { value: known, isWhole: true };
  const inside = objectsIn(text)
    .map((json) => unwrapped(json, keys))
    .filter(isThere);
  // Of several objects that are equally good the last one counts, because earlier ones may be drafts.
  const best = inside.reverse().sort((a, b) => keyCount(b, keys) - keyCount(a, keys))[0];
  return best ? { value: best, isWhole: true } : completed(text, keys);
}

/** Removes a model's thought, which may hold drafts. A thought that never ends has no answer behind it. */
function withoutThought(text: string): string {
  if (!/^\s*<(?:think|thinking|thought|reasoning)>/i.test(text)) return text;
  const end = /<\/(?:think|thinking|thought|reasoning)>/i.exec(text);
  return end ? text.slice(end.index + end[0].length) : '';
}

const keyCount = (value: Readonly<Record<string, unknown>>, keys: readonly string[]): number =>
  keys.filter((key) => Object.hasOwn(value, key)).length;

/** The object that has the keys: the value itself, or one within a list, a text or another object. */
function unwrapped(
  json: unknown,
  keys: readonly string[],
  depth = wrappersMaximum,
): Readonly<Record<string, unknown>> | undefined {
  if (depth === 0) return undefined;
  if (typeof json === 'string') {
    const inner = parsedJson(json);
    return inner === undefined ? undefined : unwrapped(inner, keys, depth - 1);
  }
  const fields = fieldsOf(json);
  if (fields && keyCount(fields, keys) > 0) return fields;
  const inner = Array.isArray(json) ? json : Object.values(fields ?? {});
  for (const item of inner) {
    const found = unwrapped(item, keys, depth - 1);
    if (found) return found;
  }
  return undefined;
}

/** Every complete object or list in the text that is in no other. */
function objectsIn(text: string): unknown[] {
  const found: unknown[] = [];
  let beginnings = 0;
  let at = nextBeginning(text, 0);
  while (at !== -1 && beginnings < beginningsMaximum) {
    beginnings += 1;
    const end = endOf(text, at);
    const json = end === undefined ? undefined : lenient(text.slice(at, end));
    if (json !== undefined) found.push(json);
    at = nextBeginning(text, json === undefined || end === undefined ? at + 1 : end);
  }
  return found;
}

function nextBeginning(text: string, from: number): number {
  const at = text.slice(from).search(/[{[]/);
  return at === -1 ? -1 : from + at;
}

/** The place just behind the bracket that closes the one at `start`; undefined where none does. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let isInText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && isInText) at += 1;
    else if (character === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth === 0 && !isInText) return at + 1;
  }
  return undefined;
}

/** Reads JSON that may have a comma too many, single quotes, a comment or Python's True in it. */
function lenient(text: string): unknown {
  return parsedJson(text) ?? (text.includes(':') ? repaired(text) : undefined);
}

function completed(text: string, keys: readonly string[]): FoundJson | undefined {
  const from = text.indexOf('{');
  const json = from === -1 ? undefined : repaired(text.slice(from));
  const value = json === undefined ? undefined : unwrapped(json, keys);
  return value && { value, isWhole: false };
}

/** Hides the library's own error, because it may quote its input. */
function repaired(text: string): unknown {
  try {
    return parsedJson(jsonrepair(text));
  } catch {
    return undefined;
  }
}
