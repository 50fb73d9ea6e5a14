/** Recognisers do not repeat passages longer than this. */
const longestUnitCharacters = 80;
/** A passage repeated this often in a row, word for word, is no longer emphasis. */
const fewestRepeats = 5;
const shortestLoopCharacters = 12;

/**
 * Computes the share of a text that runs in circles: letters and digits in a passage that is repeated
 * at least five times in a row, word for word. A talk that goes through an algorithm step by step
 * compresses well, yet has next to none of this, since each step names something else.
 */
export function loopShare(text: string): number {
  const letters = text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  if (letters.length < shortestLoopCharacters) return 0;
  const isInLoop = new Uint8Array(letters.length);
  for (let unit = 1; unit <= longestUnitCharacters; unit++) markLoops(letters, unit, isInLoop);
  return isInLoop.reduce((sum, mark) => sum + mark, 0) / letters.length;
}

/** Marks each stretch in which every letter equals the one `unit` letters before it. */
function markLoops(letters: string, unit: number, isInLoop: Uint8Array): void {
  const needed = Math.max(unit * (fewestRepeats - 1), shortestLoopCharacters - unit);
  let begin = unit;
  for (let at = unit; at <= letters.length; at++) {
    if (at < letters.length && letters[at] === letters[at - unit]) continue;
    if (at - begin >= needed) isInLoop.fill(1, begin - unit, at);
    begin = at + 1;
  }
}
