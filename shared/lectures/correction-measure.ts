import { distance } from 'fastest-levenshtein';

/** More than that is no longer what was said. */
export const correctableShare = 0.15;

export interface CorrectionMeasure {
  /** Characters that were put in, left out or replaced. */
  readonly changed: number;
  /** So many may be. */
  readonly mostChanged: number;
  /** That were heard. */
  readonly heard: number;
}

/**
 * How much a corrected transcript differs from what was heard: the edit distance in characters as
 * people see them (한 is one, however it was typed). Spacing is the recogniser's own and not counted.
 * Of a talk of a few words one character may be changed.
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
