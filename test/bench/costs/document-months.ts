import { clocks } from '../../../shared/contracts/clocks.ts';
import { assumed, measured } from './assumptions.ts';
import { type CostInputs, fixedMonth, monthOf, rankingOf, total } from './figures.ts';
import { customMetrics } from './fixed-usage.ts';
import { prices } from './prices.ts';
import { dollars, number, table } from './table-text.ts';

export interface DocumentInputs extends CostInputs {
  readonly region: string;
  readonly dailyLecturesGlobal: number;
  readonly workerMaximumConcurrency: number;
  readonly reminderMaximumConcurrency: number;
  readonly foldTimeoutSeconds: number;
  readonly canary: { readonly periodMinutes: number };
}

export function fixed(inputs: DocumentInputs): string {
  const charges = fixedMonth(inputs);
  const { usual, atMost } = customMetrics();
  const sum = total(charges);
  const most = sum + (atMost - usual) * prices.customMetrics.tiers[0].dollars;
  return `## Before the first lecture of a month

${table(
  ['service', 'what', 'quantity', 'unit', 'dollars a month'],
  [
    ...charges.map((charge) => [
      prices[charge.meter].service,
      charge.what,
      number(charge.quantity),
      prices[charge.meter].unit,
      dollars(charge.dollars),
    ]),
    ['', '**a stage, a month**', '', '', `**${dollars(sum)}**`],
  ],
)}

Our own metrics are billed for the hours in which they are written. A month with good lectures in every hour has ${usual}
of them. If nobody comes they cost nothing (${dollars(sum - total(charges.filter(({ meter }) => meter === 'customMetrics')))} in all), and if every reason and every error occurred in
every hour there would be ${atMost} (${dollars(most)} in all). An alarm that computes with several metrics is billed for each. The
account’s budget costs nothing.`;
}

export function months(inputs: DocumentInputs): string {
  const counts = [1_000, 100_000, 10_000_000];
  const all = counts.map((count) => monthOf(count, inputs));
  const largest = all.at(-1);
  const learner = assumed.lecturesPerLearnerAndMonth;
  return `## A month, by lectures

These are months with ${learner} lectures a learner, ${assumed.recordingKilobitsPerSecond} kbit/s, ${inputs.speech.model} and ${inputs.chat.model}, at the price
tiers that such a month reaches. Rows of earlier months come on top.

${table(
  ['lectures a month', ...counts.map(number)],
  [
    ['learners', ...all.map((month) => number(month.learners))],
    ['fixed', ...all.map((month) => dollars(month.fixed))],
    ['lectures', ...all.map((month) => dollars(month.journeys))],
    ['sending the recordings', ...all.map((month) => dollars(month.audio))],
    ['ranking folds', ...all.map((month) => dollars(month.folds))],
    ['**AWS**', ...all.map((month) => `**${dollars(month.aws)}**`)],
    [
      'AWS, for 1,000 lectures',
      ...all.map((month) => dollars((month.aws / month.lectures) * 1_000)),
    ],
    ['providers', ...all.map((month) => dollars(month.providers))],
    ['**AWS and providers**', ...all.map((month) => `**${dollars(month.aws + month.providers)}**`)],
    ['lectures a day', ...all.map((month) => number(month.lecturesADay))],
    ['workers at once, on average', ...all.map((month) => number(month.averageWorkers))],
  ],
)}

The settings set a limit long before the last column: prod assesses ${number(inputs.dailyLecturesGlobal)} lectures a day
(\`dailyAllowance.lecturesGlobal\`) with ${inputs.workerMaximumConcurrency} workers at once (\`workerMaximumConcurrency\`), both in
infra/stack/settings.ts. Ten million lectures a month are ${number(Math.ceil(largest?.lecturesADay ?? 0))} a day. They need ${number(Math.ceil(largest?.averageWorkers ?? 0))} workers on
average and several times as many in a busy hour, and a quota of the providers to match.`;
}

export function ranking(inputs: DocumentInputs): string {
  const sizes = measured.foldReadUnits.map(({ learners }) => rankingOf(learners, inputs));
  const largest = rankingOf(1_000_000, inputs);
  const minutes = clocks.rankingPeriodSeconds / 60;
  return `## The ranking

Every ${minutes} minutes one fold reads all standings and makes a snapshot. A view reads one standing and the
snapshot, which takes at most ${assumed.rankingViewReadUnits} RRU, however many learners there are (\`npm run bench -- --only ranking\`).

${table(
  [
    'learners',
    'RRU a fold',
    'dollars a fold',
    `folds of a month, every ${minutes} min`,
    'every hour',
    'seconds a fold',
    '1,000 views',
  ],
  sizes.map((size) => [
    number(size.learners),
    number(size.readUnits),
    dollars(size.dollarsOfFold),
    dollars(size.month),
    dollars(size.monthHourly),
    number(size.foldSeconds),
    dollars(size.thousandViews),
  ]),
)}

At a million learners the folds cost ${dollars(largest.month)} a month. Two things change that. One is \`rankingPeriodSeconds\` in
shared/contracts/clocks.ts: with 3,600 the folds cost ${dollars(largest.monthHourly)}, and others’ results count up to an hour late, while a
learner’s own result still counts at once. (The alarm \`ranking-stale\` looks at half an hour and has to be widened
too.) The other is the size of a standing, since a fold is billed by the bytes it reads. A standing expires 45 days
after its last result, so that “learners” are those of the last weeks. Beyond some
${number(Math.floor(inputs.foldTimeoutSeconds / largest.foldSeconds))} million the fold’s own time limit of ${inputs.foldTimeoutSeconds} s comes first (docs/scale.md).`;
}
