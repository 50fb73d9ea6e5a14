import { describe, expect, it } from 'vitest';
import type { Lecture } from '../../../shared/lectures/lecture.ts';
import { nextLookSeconds } from '../../../shared/lectures/next-look.ts';
import {
  expectedOfRecording,
  expectedOfTranscript,
  paceAfter,
  usualPace,
} from '../../../shared/lectures/pace.ts';

const of = (stage: Lecture['stage'], partsAt: number, endsAt: number) => ({
  stage,
  expected: { partsAt: partsAt * 1_000, endsAt: endsAt * 1_000 },
});
const found = { isFound: true };
const searching = { isFound: false };

describe('when to poll a lecture again', () => {
  it('is in three seconds if nothing is expected', () => {
    expect(nextLookSeconds({ stage: 'QUEUED' }, 0)).toBe(3);
  });

  it('is when the transcript is expected, and then every now and then', () => {
    const hearing = of('TRANSCRIBING', 8.2, 15);
    expect(nextLookSeconds(hearing, 0)).toBe(9);
    expect(nextLookSeconds(hearing, 8_500)).toBe(2);
    expect(nextLookSeconds(hearing, 20_000)).toBe(4);
    expect(nextLookSeconds(hearing, 3_600_000)).toBe(20);
  });

  it('is when the first key point is expected, for clients that read parts', () => {
    expect(nextLookSeconds(of('ASSESSING', 4, 9), 0, searching)).toBe(4);
    expect(nextLookSeconds(of('ASSESSING', 4, 9), 0)).toBe(9);
    expect(nextLookSeconds(of('ASSESSING', 4, 9), 4_000, found)).toBe(5);
    expect(nextLookSeconds(of('ASSESSING', 4, 9), 5_000, found)).toBe(4);
  });

  it('is not after the end: a part of a second is left out, but one more is waited for parts', () => {
    expect(nextLookSeconds(of('ASSESSING', 4.5, 9.5), 0, found)).toBe(5);
    expect(nextLookSeconds(of('ASSESSING', 4.5, 9.5), 0)).toBe(9);
    expect(nextLookSeconds(of('ASSESSING', 9.5, 9.5), 0, found)).toBe(9);
  });

  it('is each second once the end may have come, and two while passages are searched for', () => {
    const assessing = of('ASSESSING', 4, 9);
    expect(nextLookSeconds(assessing, 8_700, found)).toBe(1);
    expect(nextLookSeconds(assessing, 15_000, found)).toBe(1);
    expect(nextLookSeconds(assessing, 15_000, searching)).toBe(2);
    expect(nextLookSeconds(assessing, 109_000, found)).toBe(6);
  });

  it('is never so late that a wrong expectation holds anybody up for long', () => {
    expect(nextLookSeconds(of('ASSESSING', 900, 900), 0)).toBe(20);
  });
});

describe('what is expected of a lecture', () => {
  it('follows what recent ones took', () => {
    let pace = usualPace;
    for (let lecture = 0; lecture < 200; lecture += 1) {
      const hearing = { audioSeconds: 300, seconds: 2 * (0.8 + 20) };
      pace = paceAfter(pace, { hearing, assessingSeconds: 4 });
    }
    const heard = expectedOfRecording(pace, { saidSeconds: 120 }, undefined, 0);
    expect(heard.partsAt / 1_000).toBeCloseTo(2 * (0.8 + 8), 0);
    expect(expectedOfTranscript(pace, 0).endsAt / 1_000).toBeCloseTo(4, 0);
    // Nothing was reported of first key points.
    expect(pace.firstJudged).toEqual(usualPace.firstJudged);
  });

  it('is known after a few if a stage is much quicker than was assumed', () => {
    let pace = usualPace;
    for (let lecture = 0; lecture < 3; lecture += 1) {
      pace = paceAfter(pace, { assessingSeconds: 0.1 });
    }
    expect(expectedOfTranscript(pace, 0).endsAt).toBeLessThan(1_000);
  });

  it('is not thrown off for long by a single one that took a quarter of an hour', () => {
    let pace = usualPace;
    for (let lecture = 0; lecture < 50; lecture += 1) {
      pace = paceAfter(pace, { assessingSeconds: lecture === 40 ? 900 : 10 });
    }
    expect(expectedOfTranscript(pace, 0).endsAt / 1_000).toBeLessThan(15);
  });

  it('does not assume a long recording from its size alone', () => {
    const huge = { etag: 'e', sizeBytes: 25_000_000 };
    const bySize = expectedOfRecording(usualPace, {}, huge, 0);
    expect(bySize.partsAt / 1_000).toBeCloseTo(4.8, 5);
    const said = expectedOfRecording(usualPace, { saidSeconds: 300 }, huge, 0);
    expect(said.partsAt / 1_000).toBeCloseTo(20.8, 5);
  });
});
