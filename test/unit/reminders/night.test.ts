import { describe, expect, it } from 'vitest';
import { isNight, secondsToNight } from '../../../shared/reminders/night.ts';

const seoul = 'Asia/Seoul';
const inSeoul = (text: string) => Date.parse(`2026-11-27T${text}+09:00`);

describe('the night', () => {
  it('lasts from 21 to 8 by the clocks of the device', () => {
    const nights = [0, 479, 480, 1_259, 1_260, 1_439].map((minute) => isNight({ day: 1, minute }));
    expect(nights).toEqual([true, true, false, false, true, true]);
  });

  it.each([
    ['20:00:00', 3_600],
    ['20:59:58.500', 1],
    ['20:59:59.001', 0],
    ['21:00:00', 0],
    ['23:30:00', 0],
  ])('at %s begins in %d seconds, and no message is shown for longer', (time, seconds) => {
    expect(secondsToNight(inSeoul(time), seoul)).toBe(seconds);
  });
});
