import { describe, expect, it } from 'vitest';
import { retryAfterSecondsOf } from '../../../infra/teach/api-client.ts';
import { pauseSeconds, untilEnded } from '../../../infra/teach/lecture-wait.ts';
import { lectureSchema } from '../../../infra/teach/wire.ts';

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

describe('looking until a lecture has ended', () => {
  const now = Date.parse('2030-01-01T00:00:00Z');
  const missing = (uploadUntil: string | null) => ({
    lecture: lectureSchema.parse({ id: 1, status: 'FAILURE', uploadUntil }),
    retryAfterSeconds: undefined,
  });
  const graded = {
    lecture: lectureSchema.parse({ id: 1, status: 'SUCCESS' }),
    retryAfterSeconds: undefined,
  };
  const look = (first: ReturnType<typeof missing>) =>
    untilEnded(
      first,
      async () => graded,
      () => {},
      {
        pollSeconds: 0,
        interrupt: new AbortController().signal,
        waitSeconds: 60,
        now: () => now,
      },
    );

  it('goes on as long as its missing upload may still come', async () => {
    await expect(look(missing('2030-01-01T00:10:00Z'))).resolves.toBe(graded.lecture);
  });

  it.each([null, '2029-12-31T23:59:59Z'])('is over where that was until %s', async (until) => {
    await expect(look(missing(until))).resolves.toMatchObject({ status: 'FAILURE' });
  });
});
