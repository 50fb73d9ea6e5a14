import * as fc from 'fast-check';
import type { ProviderErrorKind } from '../../../shared/speech/provider-error.ts';
import type { Mood } from './providers.ts';
import type { Plan } from './run.ts';

/** Two recordings, and bytes that are none. */
export type Bytes = 'hash tables' | 'stacks' | 'nothing' | 'too large' | 'not audio';

export const choice = fc.nat({ max: 7 });
/** Most often the newest. */
export const recentChoice = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, choice);
export const user = fc.nat({ max: 2 });
export const topic = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1));

export const bytes = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Bytes>('hash tables') },
  { weight: 3, arbitrary: fc.constant<Bytes>('stacks') },
  { weight: 1, arbitrary: fc.constantFrom<Bytes>('nothing', 'too large', 'not audio') },
);

const toTheEnd = fc.constant<Plan>({ until: 'end' });
export const plan = fc.oneof(
  { weight: 5, arbitrary: toTheEnd },
  {
    weight: 3,
    arbitrary: fc.record({
      until: fc.constantFrom('pause' as const, 'crash' as const),
      afterCalls: fc.nat({ max: 14 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      until: fc.constant('fault' as const),
      atCall: fc.nat({ max: 14 }),
      fate: fc.constantFrom('fails' as const, 'answer lost' as const, 'sent twice' as const),
    }),
  },
);

const providerErrorKinds = [
  'unavailable',
  'rate-limited',
  'quota',
  'unauthorized',
  'rejected',
  'refused',
  'invalid',
] as const satisfies readonly ProviderErrorKind[];

const answers = fc.record({
  does: fc.constant('answer' as const),
  afterSeconds: fc.constantFrom(0, 0, 20, 100, 200),
});
const fails = fc.record({
  does: fc.constant('fail' as const),
  kind: fc.constantFrom(...providerErrorKinds),
  retryAfterSeconds: fc.constantFrom(undefined, undefined, 5, 90, 2_000),
});
const useless = fc.constant<Mood>({ does: 'answer uselessly' });
const trouble = fc.constantFrom<Mood>({ does: 'hang' }, { does: 'throw unexpectedly' });
export const chatMood = fc.oneof(
  { weight: 6, arbitrary: answers },
  { weight: 3, arbitrary: fails },
  { weight: 1, arbitrary: useless },
  { weight: 1, arbitrary: trouble },
);
export const speechMood = fc.oneof(
  { weight: 8, arbitrary: answers },
  { weight: 3, arbitrary: fails },
  { weight: 1, arbitrary: trouble },
  { weight: 1, arbitrary: fc.constant<Mood>({ does: 'hear nothing' }) },
);

export const readsLag = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) },
);
