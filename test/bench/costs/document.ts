import { assumed, counted } from './assumptions.ts';
import { canary } from './document-canary.ts';
import { comingBack } from './document-habits.ts';
import { type DocumentInputs, fixed, months, ranking } from './document-months.ts';
import { reminding } from './document-reminders.ts';
import { knowingWhoComesBack } from './document-retention.ts';
import { rewards } from './document-rewards.ts';
import { sharing } from './document-sharing.ts';
import { priceList, restsOn } from './document-sources.ts';
import {
  affordableKilobitsPerSecond,
  allOfAwsDollars,
  audioDollars,
  type Charge,
  type CostInputs,
  fixedMonth,
  keptRowsDollars,
  otherProviders,
  ownKilobitsPerSecond,
  ownProviders,
  recordingMegabytes,
  savedPollsDollars,
  targetDollars,
  thousandLectures,
  total,
} from './figures.ts';
import { type LaterKind, laterProviderDollars, thousandLaters } from './later-usage.ts';
import { recordingGb } from './lecture-usage.ts';
import { prices, pricesAsOf } from './prices.ts';
import { dollars, number, table } from './table-text.ts';
import { thousandTopics, topicProviderDollars } from './topic-usage.ts';

/** The whole text of docs/costs.md. */
export function costsDocument(inputs: DocumentInputs): string {
  return `${[
    opening(inputs),
    summary(inputs),
    lectures(inputs),
    audio(inputs),
    providers(inputs),
    ownTopics(inputs),
    sharing(inputs),
    comingBack(),
    rewards(inputs),
    reminding(inputs),
    knowingWhoComesBack(inputs.stage.apiMemoryMegabytes),
    laterJudgements(inputs),
    fixed(inputs),
    canary(inputs),
    months(inputs),
    ranking(inputs),
    restsOn(inputs),
    priceList(),
  ].join('\n\n')}\n`;
}

function opening({ region }: DocumentInputs): string {
  return `# What it costs

<!-- Written by \`npm run costs\`. Change test/bench/costs/ and run it again; the gate refuses a stale copy. -->

These costs are computed from units that tests measure, from what the code does in one lecture, and from
list prices of ${region} as of ${pricesAsOf}. The prices come from **secondary sources**: check those that
matter to you before you rely on them (last section). All amounts are in dollars before tax, no free tier is
deducted, and the figures are those of the stage prod.`;
}

function summary(inputs: DocumentInputs): string {
  const aws = total(thousandLectures(inputs));
  const [dearest, second] = thousandLectures(inputs);
  const own = ownProviders(inputs);
  const kilobits = assumed.recordingKilobitsPerSecond;
  const { withoutWayOut, withWayOut } = targetDollars;
  const ofOwnApp = allOfAwsDollars(inputs, ownKilobitsPerSecond);
  return `## In short

${table(
  [`1,000 lectures of five minutes, ${assumed.polls} polls each`, 'dollars', 'target'],
  [
    [
      'AWS, without sending the recordings to the speech provider',
      dollars(aws),
      verdict(aws, withoutWayOut),
    ],
    [`sending the recordings, at ${kilobits} kbit/s`, dollars(audioDollars()), ''],
    ['all of AWS', dollars(aws + audioDollars()), ''],
    [
      `all of AWS, at the ${ownKilobitsPerSecond} kbit/s of our own web app`,
      dollars(ofOwnApp),
      verdict(ofOwnApp, withWayOut),
    ],
    [
      `the providers, in addition (${inputs.speech.model} and ${inputs.chat.model})`,
      dollars(own.both),
      'not part of it',
    ],
  ],
)}

- Of the first line, ${percent(dearest, aws)} is “${dearest?.what}” and ${percent(second, aws)} is “${second?.what}”.
  Waiting for the providers is billed by memory and second, which is why the worker is small.
- The number of polls is that of an app that waits as long as \`Retry-After\` says. Before \`Retry-After\` followed the
  expected time, every app asked ${assumed.pollsBefore} times; that costs ${dollars(savedPollsDollars(inputs))} more, and the logs of these requests.
- The cost of sending a recording grows with its bit rate, which the learner’s browser chooses. All of AWS stays
  below ${dollars(withWayOut)} up to ${number(Math.floor(affordableKilobitsPerSecond(inputs)))} kbit/s.
- The providers cost ${number(Math.round(own.both / (aws + audioDollars())))} times as much as AWS, so look there first to save money.
- Before its first lecture a stage costs ${dollars(total(fixedMonth(inputs)))} a month.`;
}

function lectures(inputs: DocumentInputs): string {
  const charges = thousandLectures(inputs);
  return `## A thousand lectures

${table(
  ['service', 'what', 'quantity', 'unit', 'dollars', 'share'],
  [
    ...charges.map((charge) => [
      prices[charge.meter].service,
      charge.what,
      number(charge.quantity),
      prices[charge.meter].unit,
      dollars(charge.dollars),
      percent(charge, total(charges)),
    ]),
    ['', '**without sending the recordings**', '', '', `**${dollars(total(charges))}**`, ''],
  ],
)}

Rows are kept for good, so each thousand lectures adds ${dollars(keptRowsDollars(inputs))} to every later month.
The reads of secrets are counted for lectures that come one by one. An environment keeps a secret for
${counted.secretKeptSeconds / 60} minutes, so a busy service pays less for each lecture.`;
}

function audio(inputs: DocumentInputs): string {
  const keptNow = keptRecordings(inputs);
  const { withWayOut } = targetDollars;
  return `## Sending the recordings

The worker sends each recording over the internet to the speech provider, and AWS charges for each GB. Five minutes
at ${assumed.recordingKilobitsPerSecond} kbit/s (assumed: Opus, one voice) are ${number(recordingMegabytes())} MB. “All of AWS” includes keeping the recording
in S3 for ${inputs.stage.recordingRetentionDays} days at that size.

${table(
  [
    'recorded at',
    'a recording',
    'sending, 1,000 lectures',
    'all of AWS',
    `target ${dollars(withWayOut)}`,
  ],
  [24, 32, 48, 64, 96, 128, 192].map((kilobits) => {
    const all = allOfAwsDollars(inputs, kilobits);
    return [
      `${kilobits} kbit/s`,
      `${number(recordingMegabytes(kilobits))} MB`,
      dollars(audioDollars(kilobits)),
      dollars(all),
      verdict(all, withWayOut),
    ];
  }),
)}

Two things lower this cost: an app that asks \`MediaRecorder\` for less (\`audioBitsPerSecond\`; try the recognition
before you go low), or a speech server within the region (the base URL of speech is a setting). Keeping recordings for
fewer days (\`recordingRetentionDays\`, infra/stack/settings.ts) saves at most ${dollars(keptNow)}. AWS lets each account send
100 GB a month for nothing, which is ${number(Math.floor(100 / recordingGb() / 1_000))} thousand such lectures; this is not deducted here.`;
}

function providers(inputs: DocumentInputs): string {
  const { chat } = inputs;
  const own = ownProviders(inputs);
  return `## The providers

This is a thousand lectures with ${chat.model}, at $${chat.perMillionInputTokens} for a million tokens in and $${chat.perMillionOutputTokens} for a million out. Each
lecture is assumed to take ${number(assumed.chatInputTokens)} tokens in and ${number(assumed.chatOutputTokens)} out, reasoning included; the metric
\`CostEstimateDollars\` shows the real costs.

${table(
  ['speech model', 'speech', 'chat', 'both'],
  [{ ...own, model: `**${own.model}** (in the settings)` }, ...otherProviders(inputs)].map(
    ({ model, speech, chat, both }) => [model, dollars(speech), dollars(chat), dollars(both)],
  ),
)}`;
}

function ownTopics(inputs: DocumentInputs): string {
  const aws = total(thousandTopics(inputs));
  const provider = topicProviderDollars(inputs);
  return `## A thousand topics of learners’ own

Preparing a topic from 2,000 characters of notes takes one call of ${inputs.chat.model}: ${number(assumed.topicInputTokens)} tokens in and
${number(assumed.topicOutputTokens)} out (assumed, reasoning included).

${table(
  ['1,000 topics', 'dollars'],
  [
    ['AWS: the request, the preparation and the polls', dollars(aws)],
    [`the provider (${inputs.chat.model})`, dollars(provider)],
  ],
)}

As with lectures, the most that a topic may cost is reserved from the day’s provider dollars before the provider is
called. A learner may prepare a limited number of topics a day (\`topicsPerUser\`, infra/stack/settings.ts). A lecture
on an own topic costs one write unit more than any other, for its copy of the topic.`;
}

const laterNames: readonly (readonly [LaterKind, string])[] = [
  ['answer', 'typed answers to the pupil'],
  ['correction', 'corrected transcripts'],
  ['dispute', 'disputed labels'],
];

function laterJudgements(inputs: DocumentInputs): string {
  const tokensOf = (kind: LaterKind) => {
    const { inputTokens, outputTokens } = assumed.later[kind];
    return `${number(inputTokens)} in, ${number(outputTokens)} out`;
  };
  return `## A thousand judgements after a result

Each judgement counts as a quarter of a lecture in the allowance. Its tokens are assumed as for a lecture. A spoken
answer also costs its seconds at the speech provider, and its upload.

${table(
  ['1,000', 'tokens of each', 'AWS', `the provider (${inputs.chat.model})`],
  laterNames.map(([kind, name]) => [
    name,
    tokensOf(kind),
    dollars(total(thousandLaters(inputs, kind))),
    dollars(laterProviderDollars(inputs, kind)),
  ]),
)}

A dispute goes to the endpoint after the first judge’s; if that is another model, its price applies. A dispute about a
missing point searches the talk once more, for some 1,500 tokens in and 500 out.

If an answer is of no use (docs/adr/0036), the question is asked once more; in a lecture that is mostly the search. This
comes on top, within the reservation of the day’s dollars, which covers one more try of everything.`;
}

function keptRecordings(inputs: CostInputs): number {
  return total(thousandLectures(inputs).filter(({ meter }) => meter === 's3GbMonths'));
}

const verdict = (amount: number, target: number): string =>
  amount <= target ? 'met' : `missed by ${dollars(amount - target)}`;

function percent(charge: Charge | undefined, of: number): string {
  return `${Math.round((100 * (charge?.dollars ?? 0)) / of)} %`;
}
