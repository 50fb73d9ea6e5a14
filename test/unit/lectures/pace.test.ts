import { describe, expect, it } from 'vitest';
import {
  expectedOfClaim,
  expectedOfRecording,
  paceAfter,
  paceMemory,
  paceOf,
  roundedPace,
  usualPace,
} from '../../../shared/lectures/pace.ts';
import { testStart } from '../../support/manual-clock.ts';

const secondsFrom = (now: number, { partsAt, endsAt }: { partsAt: number; endsAt: number }) => ({
  ...{ parts: (partsAt - now) / 1_000, ends: (endsAt - now) / 1_000 },
});
const spoken = { kind: 'recording', saidSeconds: 150 } as const;
const expected = (
  ...[lecture, recording]: [
    Parameters<typeof expectedOfClaim>[1],
    { etag: string; sizeBytes: number }?,
  ]
) => secondsFrom(testStart, expectedOfClaim(usualPace, lecture, recording, testStart));

describe('before anything was learned', () => {
  it('a talk is transcribed at fifteen times real time, and judged some ten seconds later', () => {
    // 0.8 s and a fifteenth of 150 s; the end is looked for from 1.75 deviations before its mean.
    const { parts, ends } = expected(spoken);
    expect(parts).toBeCloseTo(10.8, 6);
    expect(ends).toBeCloseTo(10.8 * (1 - 1.75 * 0.2) + (10.5 - 1.75 * 1.5), 6);
  });

  it('a text needs no transcription: its first key point is next', () => {
    const { parts, ends } = expected({ kind: 'text' });
    expect(parts).toBeCloseTo(8.5, 6);
    expect(ends).toBeCloseTo(10.5 - 1.75 * 1.5, 6);
  });

  it('a recording of unknown length is as long as a compressed one of its size', () => {
    const recording = { etag: 'e', sizeBytes: 180_000 };
    expect(expected({ kind: 'recording' }, recording).parts).toBeCloseTo(0.8 + 30 / 15, 6);
  });

  it('a recording of which nothing at all is known is the shortest', () => {
    expect(expected({ kind: 'recording' }).parts).toBeCloseTo(0.8, 6);
  });

  it('none is longer than a recording may be', () => {
    const longest = expected({ kind: 'recording', saidSeconds: 600 });
    expect(expected({ kind: 'recording', saidSeconds: 86_400 })).toEqual(longest);
  });
});

describe('what a lecture took', () => {
  it('counts an eighth at first, for the mean and for the deviation', () => {
    const { firstJudged } = paceAfter(usualPace, { firstJudgedSeconds: 16.5 });
    expect(firstJudged).toEqual({
      ...{ mean: 8.5 + 8 / 8, deviation: 1.5 + (8 - 1.5) / 8, seen: 1 },
    });
  });

  it('counts a thirty-second once many were seen, and a sixteenth for the deviation', () => {
    const known = { mean: 10, deviation: 2, seen: 32 };
    const { assessing } = paceAfter({ ...usualPace, assessing: known }, { assessingSeconds: 42 });
    expect(assessing).toEqual({ mean: 10 + 32 / 32, deviation: 2 + (32 - 2) / 16, seen: 32 });
  });

  it('says nothing of the stages that it does not report', () => {
    expect(paceAfter(usualPace, {})).toEqual(usualPace);
  });

  it('is reported relative to what a recording of that length usually takes', () => {
    const hearing = { audioSeconds: 150, seconds: 10.8 * 9 };
    expect(paceAfter(usualPace, { hearing }).hearing.mean).toBeCloseTo(1 + (9 - 1) / 8, 6);
  });
});

describe('a pace', () => {
  const third = { mean: 1 / 3, deviation: 2 / 3, seen: 7 };

  it('is stored with three digits behind the point', () => {
    const rounded = { mean: 0.333, deviation: 0.667, seen: 7 };
    expect(roundedPace({ hearing: third, firstJudged: third, assessing: third })).toEqual({
      ...{ hearing: rounded, firstJudged: rounded, assessing: rounded },
    });
  });

  it('is learned by a process, beginning with what it adopted from others', () => {
    const memory = paceMemory();
    expect(memory.current()).toEqual(usualPace);
    const slow = { ...usualPace, assessing: third };
    memory.adopt(slow);
    memory.note({ assessingSeconds: 5 });
    expect(memory.current()).toEqual(paceAfter(slow, { assessingSeconds: 5 }));
  });

  it('is that of lectures: a later judgement follows none, and is noted in none', () => {
    const memory = paceMemory();
    expect(paceOf(memory, {})).toBe(memory);
    expect(paceOf(memory, { later: { by: 'answer', lectureId: 1 } })).toBeUndefined();
  });

  it('whose ends scatter widely has them looked for from now on, never from before', () => {
    const scattered = { mean: 2, deviation: 9 };
    const pace = { hearing: scattered, firstJudged: scattered, assessing: scattered };
    expect(expectedOfRecording(pace, { saidSeconds: 30 }, undefined, 700).endsAt).toBe(700);
  });
});
