import { assumed, bytesPerGb, measured } from './assumptions.ts';
import { times, type Usage } from './charges.ts';
import { type Charge, type CostInputs, charged } from './figures.ts';
import type { LectureStage } from './lecture-usage.ts';

export type LaterKind = keyof typeof assumed.later;

const unitsOf = {
  answer: measured.unitsPerAnswer,
  correction: measured.unitsPerCorrection,
  dispute: measured.unitsPerDispute,
} as const satisfies Record<LaterKind, unknown>;

/** Its submission in writing, its message and its judgement, with polls until it has ended. */
function laterUsage(stage: LectureStage, kind: LaterKind): Usage[] {
  const { writes, reads } = unitsOf[kind];
  const requests = 1 + assumed.laterPolls;
  const apiSeconds = assumed.submitSeconds + assumed.laterPolls * assumed.readSeconds;
  const workerSeconds = assumed.later[kind].providerSeconds + assumed.workerOwnSeconds;
  return [
    {
      what: 'worker and API functions, waiting and working',
      meter: 'lambdaGbSeconds',
      quantity:
        (stage.workerMemoryMegabytes * workerSeconds + stage.apiMemoryMegabytes * apiSeconds) /
        1_024,
    },
    { what: 'worker and API functions', meter: 'lambdaRequests', quantity: requests + 1 },
    { what: 'API, preflights included', meter: 'httpApiRequests', quantity: requests + 2 },
    { what: 'table and index writes', meter: 'writeUnits', quantity: writes },
    {
      what: 'table reads, polls included',
      meter: 'readUnits',
      quantity: reads + assumed.laterPolls * measured.readUnitsPerPoll,
    },
    // Sent, received, hidden and deleted.
    { what: 'its message', meter: 'sqsRequests', quantity: 4 },
    {
      what: 'text, to the chat provider',
      meter: 'transferOutGb',
      quantity: assumed.providerTextBytes / bytesPerGb,
    },
  ];
}

const thousand = 1_000;

/** What AWS charges for a thousand of them. */
export function thousandLaters(
  { stage }: Pick<CostInputs, 'stage'>,
  kind: LaterKind,
): readonly Charge[] {
  return charged(times(thousand, laterUsage(stage, kind)));
}

/** What the chat provider charges for them. */
export function laterProviderDollars({ chat }: Pick<CostInputs, 'chat'>, kind: LaterKind): number {
  const { inputTokens, outputTokens } = assumed.later[kind];
  return (
    (thousand *
      (inputTokens * chat.perMillionInputTokens + outputTokens * chat.perMillionOutputTokens)) /
    1_000_000
  );
}
