import { promptVersion } from '../../shared/assessment/prompt.ts';
import { type KeyPointLabel, keyPointLabels } from '../../shared/contracts/lecture.ts';
import { mean } from './agreement.ts';
import type { FigureName } from './figures.ts';
import type { EvaluationReport, ReportedFigure } from './report.ts';

/** Columns of the printed report. */
export const reportColumns = 80;

const farthestShown = 8;
const failuresShown = 10;

const sections: readonly {
  readonly title: string;
  readonly rows: readonly { readonly name: FigureName; readonly text: string }[];
}[] = [
  {
    title: 'Agreement with the human',
    rows: [
      { name: 'bandKappa', text: 'score bands, quadratic weighted kappa' },
      { name: 'labelWorthKappa', text: 'key points by worth, quadratic weighted kappa' },
      { name: 'labelKappa', text: 'key point labels, kappa' },
      { name: 'exactBands', text: 'same band of 20 points' },
      { name: 'adjacentBands', text: 'same or next band' },
      { name: 'biasInPoints', text: 'mean bias, points' },
      { name: 'absoluteErrorInPoints', text: 'mean absolute error, points' },
    ],
  },
  {
    title: 'Spread between runs, points',
    rows: [
      { name: 'deviationMeanInPoints', text: 'standard deviation of a lecture, mean' },
      { name: 'deviationMaximumInPoints', text: 'standard deviation of a lecture, highest' },
      { name: 'rangeMeanInPoints', text: 'range of a lecture, mean' },
      { name: 'rangeMaximumInPoints', text: 'range of a lecture, highest' },
    ],
  },
  {
    title: 'Trickery, points',
    rows: [
      { name: 'injectionLiftMeanInPoints', text: 'injection lift, mean' },
      { name: 'injectionLiftMaximumInPoints', text: 'injection lift, highest' },
      { name: 'offTopicMaximumInPoints', text: 'score off topic, highest' },
    ],
  },
];

const shares: readonly FigureName[] = ['exactBands', 'adjacentBands'];
const kappas: readonly FigureName[] = ['bandKappa', 'labelKappa', 'labelWorthKappa'];

/** The report as plain text, no line longer than {@link reportColumns}. */
export function reportText(report: EvaluationReport): string {
  const lines = [
    ...(report.isStandIn ? [...standInNotice(), ''] : []),
    `Lectures: ${report.lectures.length}, topics: ${report.topics}, ${times(report.runs)}`,
    `Answered by ${report.models.join(', ') || 'nobody'}${report.isReplay ? ' (recorded)' : ''}`,
    `Prompt ${report.promptVersions.join(', ')}, catalog ${report.catalogVersion}`,
    ...(report.promptVersions.some((version) => version !== promptVersion)
      ? [`Note: today's prompt is ${promptVersion}; these answers were given to another.`]
      : []),
    ...sections.flatMap(({ title, rows }) => [
      '',
      `${title.padEnd(50)}${'figure'.padStart(9)}${'95 % interval'.padStart(21)}`,
      ...rows.flatMap(({ name, text }) => {
        const figure = report.figures.find((one) => one.name === name);
        return figure ? [figureLine(figure, text)] : [];
      }),
    ]),
    '',
    ...tagTable(report),
    '',
    ...labelTable(report),
    '',
    ...farthest(report),
    ...withoutScore(report),
    ...failureLines(report),
  ];
  return lines.map((line) => line.slice(0, reportColumns).trimEnd()).join('\n');
}

/** Said first and boxed: figures of the stand-in look like figures of a model. */
export function standInNotice(): string[] {
  return boxed([
    'No model was asked: the local stand-in, which compares words, gave these',
    'answers, so this measures the code (quote checks, scoring, this harness)',
    'and says nothing about any model.',
  ]);
}

function boxed(lines: readonly string[]): string[] {
  const edge = `+${'-'.repeat(reportColumns - 2)}+`;
  return [edge, ...lines.map((line) => `| ${line.padEnd(reportColumns - 4)} |`), edge];
}

function figureLine({ name, value, interval }: ReportedFigure, text: string): string {
  if (value === null) return `  ${text.padEnd(48)}${'-'.padStart(9)}`;
  const between = interval
    ? `${shown(name, interval.low)} to ${shown(name, interval.high).padStart(7)}`
    : '';
  return `  ${text.padEnd(48)}${shown(name, value).padStart(9)}${between.padStart(21)}`;
}

function shown(name: FigureName, value: number): string {
  if (shares.includes(name)) return percent(value);
  if (kappas.includes(name)) return value.toFixed(2);
  const points = value.toFixed(1);
  // Rounding leaves "-0.0" of a tiny negative number.
  return points === '-0.0' ? '0.0' : points;
}

function tagTable({ tags }: EvaluationReport): string[] {
  const row = (tag: string, ...cells: string[]) =>
    tag.padEnd(17) + cells.map((cell) => cell.padStart(9)).join('');
  const points = (value: number | null) => (value === null ? '-' : value.toFixed(1));
  const share = (value: number | null) => (value === null ? '-' : percent(value));
  return [
    row('By tag', 'n', 'expected', 'given', 'highest', 'error', 'exact', 'adjacent'),
    ...tags.map((tag) =>
      row(
        tag.tag,
        String(tag.lectures),
        points(tag.expectedMean),
        points(tag.givenMean),
        points(tag.givenMaximum),
        points(tag.absoluteErrorInPoints),
        share(tag.exactBands),
        share(tag.adjacentBands),
      ),
    ),
  ];
}

/** Rows are the human's labels and columns the model's: it shows where the two differ. */
function labelTable({ labels }: EvaluationReport): string[] {
  const row = (name: string, ...cells: string[]) =>
    name.padEnd(22) + cells.map((cell) => cell.padStart(10)).join('');
  return [
    row('Human \\ model', ...keyPointLabels.map((label) => shortLabels[label])),
    ...keyPointLabels.map((expected) =>
      row(`  ${expected}`, ...keyPointLabels.map((given) => String(labels[expected][given]))),
    ),
  ];
}

/** Of ten columns each. */
const shortLabels: Readonly<Record<KeyPointLabel, string>> = {
  covered: 'covered',
  partial: 'partial',
  missing: 'missing',
  wrong: 'wrong',
  transcription_error: 'misheard',
};

function farthest({ lectures }: EvaluationReport): string[] {
  const byDistance = lectures
    .map(({ id, expected, given }) => ({ id, expected, given: mean(given) ?? 0 }))
    .map((one) => ({ ...one, distance: Math.abs(one.given - one.expected) }))
    .toSorted((a, b) => b.distance - a.distance)
    .slice(0, farthestShown);
  return [
    `${'Farthest from the human'.padEnd(51)}${'expected'.padStart(9)}${'given'.padStart(9)}`,
    ...byDistance.map(
      ({ id, expected, given }) =>
        `  ${id.padEnd(49)}${expected.toFixed(1).padStart(9)}${given.toFixed(1).padStart(9)}`,
    ),
  ];
}

function withoutScore({ ofNoUse, lectures }: EvaluationReport): string[] {
  if (ofNoUse.length === 0) return [];
  const ids = [...new Set(ofNoUse.map(({ lectureId }) => lectureId))];
  return [
    '',
    `No score, since the answers were of no use twice: ${ids.length} beside the ${lectures.length}`,
    ...ids.map((id) => `  ${id}`),
  ];
}

function failureLines({ failures }: EvaluationReport): string[] {
  if (failures.length === 0) return [];
  return [
    '',
    `Failed: ${failures.length}`,
    ...failures
      .slice(0, failuresShown)
      .flatMap(({ lectureId, run, reason }) => [`  ${lectureId}, run ${run}:`, `    ${reason}`]),
    ...(failures.length > failuresShown ? [`  and ${failures.length - failuresShown} more`] : []),
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
const times = (runs: number): string => (runs === 1 ? 'once each' : `${runs} times each`);
