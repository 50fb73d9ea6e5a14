import { servicePartsFor } from '../../../shared/quota/service-parts.ts';
import { assumed as cost } from '../costs/assumptions.ts';
import type { DocumentInputs } from '../costs/document-months.ts';
import { ownProviders } from '../costs/figures.ts';
import { number, table } from '../costs/table-text.ts';
import { hottestSecond } from './hottest-second.ts';
import { byShare, type Limit, type Limited, limitsOf, partitionUnits, share } from './limits.ts';
import { assumed, type Load, loadOf } from './load.ts';

export const sizes = [1_000, 100_000, 10_000_000] as const;

export interface ScaleInputs extends DocumentInputs {
  readonly limited: Limited['settings'];
}

/** A number of learners, with the day's allowance that they need. */
interface Size {
  readonly load: Load;
  readonly lecturesGlobal: number;
  readonly limits: readonly Limit[];
  readonly counterParts: number;
  /** The write units a second that a single counter for everybody would get. */
  readonly singleCounterWrites: number;
}

function sizeOf(learners: number, inputs: ScaleInputs): Size {
  const load = loadOf(learners);
  const lecturesGlobal = Math.max(
    inputs.limited.dailyAllowance.lecturesGlobal,
    Math.ceil(load.countedADay),
  );
  const hottest = hottestSecond(load, lecturesGlobal);
  const stage: Limited = {
    settings: inputs.limited,
    providerDollarsPerLecture: ownProviders(inputs).both / 1_000,
    foldSecondsPerLearner: cost.foldSecondsPerLearner,
    foldTimeoutSeconds: inputs.foldTimeoutSeconds,
  };
  return {
    load,
    lecturesGlobal,
    limits: limitsOf(load, hottest, stage),
    counterParts: servicePartsFor(0, { global: lecturesGlobal, providerMicroDollars: 0 }).length,
    singleCounterWrites: hottestSecond(load, 1).counter.writes,
  };
}

/** The whole text of docs/scale.md. */
export function scaleDocument(inputs: ScaleInputs): string {
  const all = sizes.map((learners) => sizeOf(learners, inputs));
  return `${[opening(), loads(all), everything(all), ...all.map(first), hot(all), left()].join('\n\n')}\n`;
}

const opening = (): string => `# What it does at scale

<!-- Written by \`npm run costs\`. Change test/bench/scale/ and run it again; the gate refuses a stale copy. -->

This page shows what ${sizes.map(number).join(', ')} learners ask of a stage with the settings of prod, in the
busiest hour of a day, beside every limit that the stage may reach. Rates are computed from what tests count in one
lecture. For partitions, ten minutes of that hour are simulated (test/bench/scale/hottest-second.ts): learners come
at random, and this page shows the worst second of the busiest partition. How learners behave is assumed in
test/bench/scale/load.ts, where you can enter your own figures.`;

function loads(all: readonly Size[]): string {
  const row = (what: string, of: (load: Load) => number) => [
    what,
    ...all.map(({ load }) => number(of(load))),
  ];
  return `## The load

On a given day ${Math.round(assumed.activeShare * 100)} % of the learners come. Each teaches ${assumed.lecturesOfActiveDay} topics, answers the pupil ${assumed.answersOfActiveDay} times and looks at
home ${assumed.homesOfActiveDay} times; ${assumed.busiestHourShare * 100} % of all that falls in one hour. A lecture waits ${cost.providerSeconds} s for its providers.

${table(
  ['learners', ...all.map(({ load }) => number(load.learners))],
  [
    row('lectures a day', (load) => load.lecturesADay),
    row('lectures a second', (load) => load.lecturesPerSecond),
    row('answers a second', (load) => load.answersPerSecond),
    row('API requests a second', (load) => load.requestsPerSecond),
    row('workers at once', (load) => load.workersAtOnce),
    row('requests to the speech provider a minute', (load) => 60 * load.lecturesPerSecond),
  ],
)}`;
}

const percent = (limit: Limit): string => {
  const text = `${number(Math.round(1_000 * share(limit)) / 10)} %`;
  return share(limit) > 1 ? `**${text}**` : text;
};

const kinds: Record<Limit['kind'], string> = {
  setting: 'ours',
  quota: 'quota',
  built: 'by design',
};

function everything(all: readonly Size[]): string {
  const [smallest] = all;
  const rows = (smallest?.limits ?? []).map(({ what, kind, limit, unit }, index) => [
    what,
    kinds[kind],
    `${number(limit)} ${unit}`,
    ...all.map(({ limits }) => {
      const here = limits[index];
      return here ? percent(here) : '';
    }),
  ]);
  return `## Every limit, and how much of it is used

The settings are those of prod (infra/stack/settings.ts), and the quotas are those that AWS gives an account that has
been used for a while. Beyond 100 % no lecture is lost: it waits in the queue, or its app is told to come back later or
that the day is used up.

${table(['limit', 'set by', 'at', ...all.map(({ load }) => `${number(load.learners)} learners`)], rows)}`;
}

function first({ load, limits }: Size): string {
  const ordered = byShare(limits);
  const beyond = ordered.filter((limit) => share(limit) > 1);
  const [next] = ordered.filter((limit) => share(limit) <= 1);
  const line = (limit: Limit) =>
    `- **${limit.what}**: ${number(limit.asked)} ${limit.unit} of ${number(limit.limit)} (${percent(limit).replaceAll('*', '')}). What raises it: ${limit.moves}.`;
  return `## At ${number(load.learners)} learners

${beyond.length === 0 ? 'Nothing exceeds its limit. These come nearest:' : 'These exceed their limits, in the order in which a growing stage meets them:'}

${[...(beyond.length > 0 ? beyond : ordered.slice(0, 3)).map(line)].join('\n')}${beyond.length > 0 && next ? `\n\nNext comes “${next.what}”, at ${percent(next)}.` : ''}`;
}

function hot(all: readonly Size[]): string {
  return `## The counter that everybody shares

Each lecture and each answer is reserved in the counter of the service's day before it is paid for, and settled when it
has ended. A partition takes ${number(partitionUnits.writes)} writes a second. So a day of more than a million lectures is counted in parts
(shared/quota/service-parts.ts), each with its share of the lectures and dollars. A lecture that finds its own part used
up asks the others, and the day is used up when all parts are.

${table(
  ['learners', 'parts', 'one counter, worst second', 'a part, worst second'],
  all.map(({ load, counterParts, singleCounterWrites, limits }) => [
    number(load.learners),
    number(counterParts),
    `${number(singleCounterWrites)} WRU`,
    `${number(limits.find(({ what }) => what.includes('counter'))?.asked ?? 0)} WRU`,
  ]),
)}

Each environment reads the catalog once, since its items never change, and reads the pointer to the current version once
a minute. A thousand environments make 17 reads a second.`;
}

const left = (): string => `## What this does not know

- **The providers' limits** depend on the account, by requests and tokens a minute. They are reached before most of
  AWS's limits: the first table shows how many requests there are. Several endpoints in turn (\`speech\`, \`chat\`) do not
  share the load; the next one is asked only when the one before it refuses.
- **Time on the network** in a fold: the time for each learner is measured with the SDK's own client on
  DynamoDB's answers (\`npm run bench -- --only ranking\`), and scaled to the share of a processor that 512 MB get.
- **Regions**: the stage is in one region. docs/runbook.md says what the loss of a region means.`;
