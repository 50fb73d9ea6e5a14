import { describe, expect, it } from 'vitest';
import { limitText, measuredText, standingOf } from '../../bench/report/cells.ts';
import { spreadAround, verdictOf } from './sections.ts';

describe('a target', () => {
  it.each([
    ['at most', { atMost: 0.5 }],
    ['at least', { atLeast: 0.5 }],
    ['within both', { atLeast: 0.5, atMost: 0.5 }],
  ])('is met by exactly the limit: %s', (_, limits) => {
    expect(standingOf(verdictOf({ measured: 0.5, ...limits }))).toBe('met');
  });

  it.each([
    ['above', { atMost: 0.49 }],
    ['below', { atLeast: 0.51 }],
  ])('is missed %s its limit', (_, limits) => {
    expect(standingOf(verdictOf({ measured: 0.5, ...limits }))).toBe('missed');
  });

  it('is judged by the median, wherever the interval reaches', () => {
    const measured = spreadAround(0.5, { low: 0.1, high: 9 });
    expect(standingOf(verdictOf({ measured, atMost: 0.5 }))).toBe('met');
  });

  it('is not met by a figure that could not be measured', () => {
    expect(standingOf(verdictOf({ measured: Number.NaN, atMost: 1 }))).toBe('missed');
    expect(standingOf(verdictOf({ measured: Number.NaN, atLeast: 1 }))).toBe('missed');
  });

  it('that is missed for a stated reason says so, and the reason is left out if it is met', () => {
    const because = 'the SDK takes longer';
    expect(standingOf(verdictOf({ measured: 2, atMost: 1, because }))).toBe('missed, see why');
    expect(standingOf(verdictOf({ measured: 1, atMost: 1, because }))).toBe('met');
  });

  it('that nobody set leaves a mere measurement', () => {
    expect(standingOf(verdictOf())).toBe('measured');
    expect(limitText(verdictOf())).toBe('');
  });
});

it('a measurement is shown with its interval and unit', () => {
  expect(measuredText(verdictOf())).toBe('0.50× (0.45–0.55)');
  expect(measuredText(verdictOf({ measured: 1234.5, unit: 'µs', digits: 0 }))).toBe('1,235 µs');
});

it('a limit is shown with its direction', () => {
  expect(limitText(verdictOf({ atMost: 0.7 }))).toBe('≤ 0.70×');
  expect(limitText(verdictOf({ atLeast: 1.3 }))).toBe('≥ 1.30×');
});
