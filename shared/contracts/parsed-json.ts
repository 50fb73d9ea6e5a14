/**
 * Parses JSON. It returns undefined where the text is not JSON. The error of JSON.parse is not passed
 * on, because it quotes its input.
 */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
