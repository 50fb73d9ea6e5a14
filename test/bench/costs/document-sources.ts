import { assumed, counted, measured } from './assumptions.ts';
import type { CostInputs } from './figures.ts';
import { prices, pricesAsOf } from './prices.ts';
import { number, table } from './table-text.ts';

export function restsOn({ logs, stage }: CostInputs): string {
  const lines: [string, string][] = [
    [
      'table units of a lecture',
      `${measured.writeUnitsPerLecture} WRU, ${measured.readUnitsPerLecture} RRU, ${measured.readUnitsPerPoll} RRU a poll, of a learner’s second lecture (each one of the month before adds ${measured.readUnitsPerEarlierLecture} RRU, because the standing is made from all of them); measured, test/integration/adapters/lecture-cost.test.ts`,
    ],
    [
      'API requests',
      `presign, submission, ${assumed.polls} polls, the read of the feedback, and ${counted.apiPreflights} preflights, which are assumed to be billed; counted`,
    ],
    ['S3 requests', `PUT and its preflight, HEAD by the submission, GET by the worker; counted`],
    [
      'queue requests',
      `${counted.queueMessages} messages (S3’s event, the submission, a later look at the upload) are sent, received and deleted, with ${counted.queueVisibilityChanges} visibility change; counted`,
    ],
    [
      'logs',
      `${number(logs.bytes)} bytes: ${logs.ownLines} lines of ours (${logs.metricLines} of them metrics), three of Lambda’s for every run, and the access log; counted by running the journey`,
    ],
    [
      'worker',
      `${stage.workerMemoryMegabytes} MB (setting), ${assumed.providerSeconds} s of provider time and ${assumed.workerOwnSeconds} s of its own (assumed)`,
    ],
    [
      'API functions',
      `${stage.apiMemoryMegabytes} MB (setting), ${assumed.readSeconds * 1_000} ms when warm, ${assumed.submitSeconds * 1_000} ms for a submission, and ${assumed.coldSeconds * 1_000} ms for the ${assumed.coldShare * 100} % that are cold (assumed)`,
    ],
    [
      'answers',
      `${number(assumed.answerBytes)} bytes, or ${number(assumed.feedbackAnswerBytes)} with feedback, and ${number(assumed.providerTextBytes)} of text to the providers (assumed)`,
    ],
    ['rows', `${number(assumed.tableBytesPerLecture)} bytes a lecture (assumed)`],
    [
      'kept',
      `recordings for ${stage.recordingRetentionDays} days and logs for ${stage.logRetentionDays} (settings), with logs compressed to ${assumed.logCompression * 100} % (assumed)`,
    ],
    [
      'sweep, fold and leagues',
      `${assumed.scheduledRunSeconds} s a run and ${assumed.foldSecondsPerLearner * 1_000_000} µs for each standing (measured: npm run bench -- --only ranking); ${counted.sweepQueries} queries of ${measured.readUnitsPerPoll} RRU a sweep (counted)`,
    ],
    [
      'idle queues',
      `${counted.polledQueues} queues (counted), with ${assumed.idlePollers} long polls of ${assumed.idlePollSeconds} s at a time on each (assumed)`,
    ],
    [
      'secrets',
      `${counted.secretReads} reads a lecture (counted), at most one for each environment in ${counted.secretKeptSeconds / 60} minutes, with a busy hour ${assumed.peakFactor} times the average (assumed)`,
    ],
    [
      'left out',
      'free tiers, tax, the catalog’s pages and the rest of the API, failed and repeated lectures, Sentry, the first lectures after a deploy, support plans',
    ],
  ];
  return `## What the figures rest on

All of these figures are in test/bench/costs/assumptions.ts. Nobody has measured those that are marked as assumed.

${table(['what', 'figure and source'], lines)}`;
}

export function priceList(): string {
  return `## List prices

These are the prices of ${pricesAsOf} in test/bench/costs/prices.ts. Those marked * were written from memory and not
confirmed by a second source. https://aws.amazon.com/pricing/ links to the page of each price.

${table(
  ['service', 'unit', 'dollars'],
  Object.values(prices).map((price) => [
    price.service,
    price.unit,
    `${priceText(price)}${'isRemembered' in price ? ' *' : ''}`,
  ]),
)}`;
}

function priceText({ per, tiers }: (typeof prices)[keyof typeof prices]): string {
  const each = tiers.map((tier) =>
    'upTo' in tier ? `${tier.dollars} up to ${number(tier.upTo)}` : String(tier.dollars),
  );
  return `${each.join(', then ')}${per === 1 ? '' : ` for ${number(per)}`}`;
}
