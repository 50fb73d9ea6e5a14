import type { Figures, Latency } from './figures.ts';

const width = 80;
const examplesShown = 3;
const rule = '─'.repeat(width);

/** The soak's table, at most 80 columns wide. */
export function reportText(figures: Figures): string {
  const { options, lectures, calls, feedback } = figures;
  const total = lectures.recorded + lectures.typed;
  const kills =
    options.killEverySeconds === 0
      ? 'no worker killed'
      : `a worker killed every ${options.killEverySeconds} s`;
  return [
    `Soak: ${options.learners} learners, ${options.seconds} s, ${percent(options.faultRate)} of OpenAI's calls faulty,`,
    `${kills}, seed ${options.seed}; all ended after ${figures.elapsedSeconds} s`,
    rule,
    row('lectures started', total, `${lectures.recorded} recorded, ${lectures.typed} typed`),
    ...figures.endings.map(({ status, reason, count }) =>
      row(`  ${status} ${reason}`.trimEnd(), count, percent(count / total)),
    ),
    rule,
    row('workers killed', figures.workersKilled),
    row('messages in the dead-letter queue', figures.deadLetters),
    row('OpenAI calls that misbehaved', calls.misbehaved, share(calls)),
    row('speech calls', calls.speech, `${calls.speechPerRecording.toFixed(2)} per recording`),
    row('chat calls', calls.chat, `${calls.chatPerLecture.toFixed(2)} per lecture`),
    rule,
    `${'seconds from POST to feedback'.padEnd(40)}${heads(['lectures', 'p50', 'p95', 'p99'])}`,
    latencyRow('all that were graded', feedback.all),
    latencyRow('  at the first claim', feedback.firstClaim),
    latencyRow('  after a fault or a killed worker', feedback.later),
    rule,
    ...Object.entries(figures.breaches).flatMap(([name, examples]) => [
      row(name, examples.length, examples.length === 0 ? '' : 'MUST BE 0'),
      ...examples.slice(0, examplesShown).map((example) => `    ${example.slice(0, width - 4)}`),
    ]),
  ].join('\n');
}

export const holds = ({ breaches }: Figures): boolean =>
  Object.values(breaches).every((examples) => examples.length === 0);

const row = (label: string, value: number, note = ''): string =>
  `${label.padEnd(42)}${String(value).padStart(8)}  ${note}`.trimEnd();

const heads = (names: readonly string[]): string => names.map((name) => name.padStart(10)).join('');

const latencyRow = (label: string, { count, p50, p95, p99 }: Latency): string =>
  `${label.padEnd(40)}${heads([String(count), ...[p50, p95, p99].map((seconds) => seconds.toFixed(1))])}`;

const percent = (part: number): string => `${Number((100 * part).toFixed(1))} %`;

const share = ({ misbehaved, speech, chat }: Figures['calls']): string =>
  percent(misbehaved / Math.max(1, speech + chat));
