import { assumed, bytesPerGb, measured } from './assumptions.ts';
import { times, type Usage } from './charges.ts';
import { type Charge, type CostInputs, charged } from './figures.ts';
import type { LectureStage } from './lecture-usage.ts';

/** Its request, its message and its preparation, with polls until it is ready. */
function topicUsage(stage: LectureStage): Usage[] {
  const requests = 1 + assumed.topicPolls;
  const apiSeconds = assumed.submitSeconds + assumed.topicPolls * assumed.readSeconds;
  const workerSeconds = assumed.topicProviderSeconds + assumed.workerOwnSeconds;
  const reads = measured.readUnitsPerTopic + assumed.topicPolls * measured.readUnitsPerTopicPoll;
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
    { what: 'table and index writes', meter: 'writeUnits', quantity: measured.writeUnitsPerTopic },
    { what: 'table reads, polls included', meter: 'readUnits', quantity: reads },
    // Sent, received, hidden and deleted.
    { what: 'its message', meter: 'sqsRequests', quantity: 4 },
    {
      what: 'notes and rules, to the chat provider',
      meter: 'transferOutGb',
      quantity: assumed.providerTextBytes / bytesPerGb,
    },
  ];
}

const thousand = 1_000;

/** What AWS charges for a thousand own topics. */
export function thousandTopics({ stage }: Pick<CostInputs, 'stage'>): readonly Charge[] {
  return charged(times(thousand, topicUsage(stage)));
}

/** What the chat provider charges for them. */
export function topicProviderDollars({ chat }: Pick<CostInputs, 'chat'>): number {
  const { topicInputTokens, topicOutputTokens } = assumed;
  return (
    (thousand *
      (topicInputTokens * chat.perMillionInputTokens +
        topicOutputTokens * chat.perMillionOutputTokens)) /
    1_000_000
  );
}
