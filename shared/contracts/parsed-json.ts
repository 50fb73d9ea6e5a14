/** @returns undefined where the text is no JSON; the error of JSON.parse is not shown, because it quotes its input */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
