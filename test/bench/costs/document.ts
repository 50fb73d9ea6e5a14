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

/** docs/costs.md, whole. */
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

Computed from units that tests measure, from what the code does in one lecture, and from list prices
of ${region} as of ${pricesAsOf}. The prices come from **secondary sources**: check those that matter
to you before you rely on them (last section). Dollars before tax; no free tier is taken off. The
figures are of the stage prod.`;
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
      'AWS, without the recording’s way to the speech provider',
      dollars(aws),
      verdict(aws, withoutWayOut),
    ],
    [`the recording’s way out, at ${kilobits} kbit/s`, dollars(audioDollars()), ''],
    ['AWS, all of it', dollars(aws + audioDollars()), ''],
    [
      `AWS, all of it, at the ${ownKilobitsPerSecond} kbit/s of our own web app`,
      dollars(ofOwnApp),
      verdict(ofOwnApp, withWayOut),
    ],
    [
      `the providers, beside (${inputs.speech.model} and ${inputs.chat.model})`,
      dollars(own.both),
      'not part of it',
    ],
  ],
)}

- Of the first line, ${percent(dearest, aws)} is “${dearest?.what}” and ${percent(second, aws)} “${second?.what}”.
  Waiting for the providers is paid for by memory and second: hence the small worker.
- The polls are those of an app that waits as long as \`Retry-After\` says. One that asks ${assumed.pollsBefore} times, as all did
  before that followed the expected time, costs ${dollars(savedPollsDollars(inputs))} more, and what these
  requests log.
- The recording’s way out grows with the bit rate, which the learner’s browser chooses. All of AWS stays
  below ${dollars(withWayOut)} up to ${number(Math.floor(affordableKilobitsPerSecond(inputs)))} kbit/s.
- The providers cost ${number(Math.round(own.both / (aws + audioDollars())))} times as much as AWS: to save money, look there first.
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
    ['', '**without the recording’s way out**', '', '', `**${dollars(total(charges))}**`, ''],
  ],
)}

Rows are kept for good, so each thousand lectures adds ${dollars(keptRowsDollars(inputs))} to every later month.
Reads of secrets are those of lectures that come one by one; environments keep a secret for
${counted.secretKeptSeconds / 60} minutes, and a busy service pays less for each lecture.`;
}

function audio(inputs: DocumentInputs): string {
  const keptNow = keptRecordings(inputs);
  const { withWayOut } = targetDollars;
  return `## The recording’s way out

Functions send to the internet what the speech provider hears, and AWS charges for each GB. Five minutes
at ${assumed.recordingKilobitsPerSecond} kbit/s (assumed: Opus, one voice) are ${number(recordingMegabytes())} MB. “All of AWS” also keeps the larger or
smaller recording in S3 for ${inputs.stage.recordingRetentionDays} days.

${table(
  [
    'recorded at',
    'a recording',
    'way out, 1,000 lectures',
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

What changes it: an app that asks \`MediaRecorder\` for less (\`audioBitsPerSecond\`; try recognition
before you go low), or a speech server within the region (the base URL of speech is a setting). Fewer days of
keeping (\`recordingRetentionDays\`, infra/stack/settings.ts) save at most ${dollars(keptNow)}. The 100 GB that AWS lets each account
send for nothing in a month are ${number(Math.floor(100 / recordingGb() / 1_000))} thousand such lectures; they are not taken off here.`;
}

function providers(inputs: DocumentInputs): string {
  const { chat } = inputs;
  const own = ownProviders(inputs);
  return `## The providers

A thousand lectures with ${chat.model} at $${chat.perMillionInputTokens} and $${chat.perMillionOutputTokens} for a million tokens, and
${number(assumed.chatInputTokens)} tokens in and ${number(assumed.chatOutputTokens)} out for each lecture (assumed, reasoning included; the metric
\`CostEstimateDollars\` tells what they are).

${table(
  ['speech model', 'speech', 'chat', 'both'],
  [{ ...own, model: `**${own.model}** (set)` }, ...otherProviders(inputs)].map(
    ({ model, speech, chat, both }) => [model, dollars(speech), dollars(chat), dollars(both)],
  ),
)}`;
}

function ownTopics(inputs: DocumentInputs): string {
  const aws = total(thousandTopics(inputs));
  const provider = topicProviderDollars(inputs);
  return `## A thousand topics of learners’ own

The preparation of a topic from 2,000 characters of notes is one call of ${inputs.chat.model}: ${number(assumed.topicInputTokens)} tokens in and
${number(assumed.topicOutputTokens)} out (assumed, reasoning included).

${table(
  ['1,000 topics', 'dollars'],
  [
    ['AWS: asked for, prepared and polled', dollars(aws)],
    [`the provider (${inputs.chat.model})`, dollars(provider)],
  ],
)}

What one may cost at most is reserved of the day’s provider dollars before it is asked for, as for lectures,
and a learner has a number of them a day (\`topicsPerUser\`, infra/stack/settings.ts). A lecture on one costs one write unit more
than any other, for its copy of the topic.`;
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

Each is charged a quarter of a lecture. Tokens are assumed in the way of a lecture’s; a spoken answer costs its
seconds at the speech provider, and its upload, beside.

${table(
  ['1,000', 'tokens of one', 'AWS', `the provider (${inputs.chat.model})`],
  laterNames.map(([kind, name]) => [
    name,
    tokensOf(kind),
    dollars(total(thousandLaters(inputs, kind))),
    dollars(laterProviderDollars(inputs, kind)),
  ]),
)}

A dispute goes to the endpoint after the first judge’s: where that is another model, by its price. One of a point that
was missing searches the talk once more, for some 1,500 tokens in and 500 out.

An answer of no use (docs/adr/0036) is asked for once more, of a lecture mostly its search. That comes on top, and is
within what is reserved of the day’s dollars: one more try of everything.`;
}

function keptRecordings(inputs: CostInputs): number {
  return total(thousandLectures(inputs).filter(({ meter }) => meter === 's3GbMonths'));
}

const verdict = (amount: number, target: number): string =>
  amount <= target ? 'met' : `missed by ${dollars(amount - target)}`;

function percent(charge: Charge | undefined, of: number): string {
  return `${Math.round((100 * (charge?.dollars ?? 0)) / of)} %`;
}
