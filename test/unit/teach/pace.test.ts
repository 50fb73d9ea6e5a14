import { describe, expect, it } from 'vitest';
import { retryAfterSecondsOf } from '../../../infra/teach/api-client.ts';
import { pauseSeconds } from '../../../infra/teach/lecture-wait.ts';

describe('how long to wait before looking again', () => {
  it('is what the API asks for, else 3 s, and never under 0.2 s', () => {
    expect(pauseSeconds(7, undefined)).toBe(7);
    expect(pauseSeconds(undefined, undefined)).toBe(3);
    expect(pauseSeconds(0, undefined)).toBe(0.2);
    expect(pauseSeconds(7, 0.5)).toBe(0.5);
    expect(pauseSeconds(7, 0)).toBe(0.2);
  });

  it('is read from seconds or from an HTTP date', () => {
    const now = Date.parse('2030-01-01T00:00:00Z');
    expect(retryAfterSecondsOf('2', now)).toBe(2);
    expect(retryAfterSecondsOf('Tue, 01 Jan 2030 00:00:09 GMT', now)).toBe(9);
    expect(retryAfterSecondsOf('Mon, 31 Dec 2029 00:00:00 GMT', now)).toBe(0);
    expect(retryAfterSecondsOf('soon', now)).toBeUndefined();
    expect(retryAfterSecondsOf(null, now)).toBeUndefined();
  });
});
