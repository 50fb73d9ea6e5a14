import { describe, expect, it } from 'vitest';
import type { ReportFields } from '../../../shared/platform/error-reporting.ts';
import { reportOutcome } from '../../../shared/platform/outcome-reporting.ts';
import { ProviderError, type ProviderErrorKind } from '../../../shared/speech/provider-error.ts';

/** How the cause is reported; undefined if it is not. */
async function reported(
  cause: unknown,
  { isLastReceive = false, isDone = false } = {},
): Promise<ReportFields | undefined> {
  let seen: ReportFields | undefined;
  await reportOutcome(
    async (error, fields = {}, patience = 'response') => {
      expect(error).toBe(cause);
      // Nobody waits for the answer to a message.
      expect(patience).toBe('background');
      seen = fields;
    },
    isDone ? { done: 'FAILURE', cause } : { again: 'later', inSeconds: 5, cause },
    isLastReceive,
  );
  return seen;
}

const providerError = (kind: ProviderErrorKind) => new ProviderError('speech', kind, '503');

describe('the end of a message', () => {
  it('without a cause is not reported', async () => {
    expect(await reported(undefined)).toBeUndefined();
  });

  it.each([true, false])('by an unforeseen error is reported, done or not (%s)', async (isDone) => {
    expect(await reported(new Error('table is away'), { isDone })).toEqual({});
  });

  it.each(['unavailable', 'rate-limited'] as const)(
    'by %s is reported only if the message does not come back',
    async (kind) => {
      const event = { fingerprint: ['provider', 'speech', kind] };
      expect(await reported(providerError(kind))).toBeUndefined();
      expect(await reported(providerError(kind), { isLastReceive: true })).toEqual(event);
      expect(await reported(providerError(kind), { isDone: true })).toEqual(event);
    },
  );

  it.each(['quota', 'unauthorized', 'model-gone', 'rejected', 'invalid'] as const)(
    'by %s is reported at once, as one issue for all',
    async (kind) => {
      const event = { fingerprint: ['provider', 'speech', kind] };
      expect(await reported(providerError(kind))).toEqual(event);
      expect(await reported(providerError(kind), { isDone: true })).toEqual(event);
    },
  );

  it.each(['too-large', 'unreadable', 'refused'] as const)(
    'by %s is the learner’s own matter and not reported',
    async (kind) => {
      expect(await reported(providerError(kind))).toBeUndefined();
      expect(await reported(providerError(kind), { isDone: true })).toBeUndefined();
    },
  );
});
