import { distance } from 'fastest-levenshtein';

/** A text that differs by more than this is no longer what was said. */
export const correctableShare = 0.15;

export interface CorrectionMeasure {
  /** How many characters were added, left out or replaced. */
  readonly changed: number;
  /** How many characters may differ. */
  readonly mostChanged: number;
  /** How many characters were heard. */
  readonly heard: number;
}

/**
 * How much a corrected transcript differs from what was heard: the edit distance in characters as people see
 * them (한 is one, however it was typed). Spaces are not counted, because the recogniser adds them. Even in a
 * talk of a few words, one character may be changed.
 */
export function measureCorrection(heard: string, corrected: string): CorrectionMeasure {
  const units = new Map<string, string>();
  const heardUnits = asUnits(heard, units);
  return {
    changed: distance(heardUnits, asUnits(corrected, units)),
    mostChanged: Math.max(1, Math.floor(heardUnits.length * correctableShare)),
    heard: heardUnits.length,
  };
}

/** The text with each character as one UTF-16 unit, which is what distances are counted in. */
function asUnits(text: string, units: Map<string, string>): string {
  let written = '';
  const shown = text.normalize('NFC').replace(/\s+/gu, '');
  for (const { segment } of new Intl.Segmenter('ko').segment(shown)) {
    const unit = units.get(segment) ?? String.fromCharCode(units.size);
    units.set(segment, unit);
    written += unit;
  }
  return written;
}
