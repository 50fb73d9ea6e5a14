import * as fc from 'fast-check';
import { choice, plan, readsLag, recentChoice, user } from './step-parts.ts';

const verdicts = ['fine', 'flagged', 'away'] as const;
/** What the moderation says about a topic; `away` is an outage. */
export type Verdict = (typeof verdicts)[number];

/** Starts of what learners and operators do with shared topics. */
export type SharingStart =
  | { readonly do: 'share topic'; readonly topic: number; readonly verdict: Verdict }
  | { readonly do: 'stop sharing'; readonly topic: number }
  | { readonly do: 'copy shared'; readonly code: number; readonly user: number }
  | { readonly do: 'report shared'; readonly code: number; readonly user: number }
  | { readonly do: 'take down'; readonly code: number; readonly withCopies: boolean }
  | { readonly do: 'make transfer code'; readonly user: number };

const run = { plan, readsLag };
const verdict = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Verdict>('fine') },
  { weight: 1, arbitrary: fc.constantFrom(...verdicts) },
);
const share = fc.record({
  do: fc.constant('share topic' as const),
  topic: recentChoice,
  verdict,
  ...run,
});
const stop = fc.record({ do: fc.constant('stop sharing' as const), topic: recentChoice, ...run });
const copy = fc.record({
  do: fc.constant('copy shared' as const),
  code: recentChoice,
  user,
  ...run,
});
const report = fc.record({
  do: fc.constant('report shared' as const),
  code: recentChoice,
  user,
  ...run,
});
const takeDown = fc.record({
  do: fc.constant('take down' as const),
  code: recentChoice,
  withCopies: fc.boolean(),
  ...run,
});
const transfer = fc.record({ do: fc.constant('make transfer code' as const), user, ...run });

export const sharing = fc.oneof(
  { weight: 3, arbitrary: share },
  { weight: 2, arbitrary: stop },
  { weight: 4, arbitrary: copy },
  { weight: 2, arbitrary: report },
  { weight: 2, arbitrary: takeDown },
  { weight: 1, arbitrary: transfer },
);

const well = { plan: { until: 'end' }, readsLag: false } as const;
export const shareWell = fc.constant({
  do: 'share topic',
  topic: 0,
  verdict: 'fine',
  ...well,
} as const);
export const copyWell = user.map(
  (who) => ({ do: 'copy shared', code: 0, user: who, ...well }) as const,
);
/** Longer than any code works. */
export const waitAMonth = fc.constant({ do: 'wait', seconds: 31 * 24 * 3_600 } as const);
/** Held before its last calls, so that the next step happens in between. */
export const copyHeld = fc
  .tuple(copy, choice)
  .map(([each, left]) => ({ ...each, plan: { until: 'pause', afterCalls: 4 + left } as const }));
