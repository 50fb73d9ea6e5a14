import type { RecordedRequest } from '../../infra/openai-stand-in/request-log.ts';
import type { Breach, Ledger, SeenLecture } from './ledger.ts';
import type { SoakOptions } from './options.ts';
import type { StoredRow } from './stored-rows.ts';
import type { WitnessedDynamoDb } from './write-witness.ts';

export interface Observed {
  readonly options: SoakOptions;
  readonly ledger: Ledger;
  readonly rows: readonly StoredRow[];
  readonly witness: Pick<WitnessedDynamoDb, 'endings' | 'gradings'>;
  readonly openAiCalls: readonly RecordedRequest[];
  /** `METHOD /path status` of each. */
  readonly serverErrors: readonly string[];
  readonly workersKilled: number;
  readonly deadLetters: number;
  readonly elapsedSeconds: number;
}

/** Seconds from before the first POST until its end was seen. */
export interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Figures {
  readonly options: SoakOptions;
  readonly elapsedSeconds: number;
  readonly lectures: { readonly recorded: number; readonly typed: number };
  readonly endings: readonly { status: string; reason: string; count: number }[];
  readonly workersKilled: number;
  readonly deadLetters: number;
  readonly calls: {
    readonly speech: number;
    readonly speechPerRecording: number;
    readonly chat: number;
    readonly chatPerLecture: number;
    readonly misbehaved: number;
  };
  readonly faults: Readonly<Record<string, number>>;
  readonly feedback: {
    readonly all: Latency;
    readonly firstClaim: Latency;
    readonly later: Latency;
  };
  /** Each must be empty; a few examples say where to look. */
  readonly breaches: Readonly<Record<string, readonly string[]>>;
}

export function figuresOf(observed: Observed): Figures {
  const { options, ledger, rows, openAiCalls } = observed;
  const { lectures } = ledger;
  const recorded = lectures.filter(({ isTyped }) => !isTyped).length;
  const callsTo = (wanted: string) =>
    openAiCalls.filter(({ endpoint }) => endpoint === wanted).length;
  const faults = countBy(openAiCalls.flatMap(({ fault }) => fault ?? []));
  return {
    options,
    elapsedSeconds: Math.round(observed.elapsedSeconds),
    lectures: { recorded, typed: lectures.length - recorded },
    endings: endingsOf(lectures),
    workersKilled: observed.workersKilled,
    deadLetters: observed.deadLetters,
    calls: {
      speech: callsTo('speech'),
      speechPerRecording: callsTo('speech') / recorded,
      chat: callsTo('chat'),
      chatPerLecture: callsTo('chat') / lectures.length,
      misbehaved: Object.values(faults).reduce((sum, count) => sum + count, 0),
    },
    faults,
    feedback: feedbackTimes(lectures, rows),
    breaches: breachesOf(observed),
  };
}

function endingsOf(lectures: readonly SeenLecture[]): Figures['endings'] {
  const counts = countBy(lectures.map(({ status, reason }) => `${status} ${reason ?? ''}`));
  return Object.entries(counts)
    .map(([ending, count]) => {
      const [status = '', reason = ''] = ending.split(' ');
      return { status, reason, count };
    })
    .toSorted((left, right) => right.count - left.count);
}

function feedbackTimes(
  lectures: readonly SeenLecture[],
  rows: readonly StoredRow[],
): Figures['feedback'] {
  const claims = new Map(rows.map(({ lectureId, attempt }) => [lectureId, attempt]));
  const graded = lectures.filter(({ status }) => status === 'SUCCESS');
  const isFirst = ({ lectureId }: SeenLecture) => claims.get(lectureId) === 1;
  return {
    all: latencyOf(graded),
    firstClaim: latencyOf(graded.filter(isFirst)),
    later: latencyOf(graded.filter((lecture) => !isFirst(lecture))),
  };
}

function latencyOf(lectures: readonly SeenLecture[]): Latency {
  const seconds = lectures
    .flatMap(({ postedAt, endedAt }) => (endedAt === undefined ? [] : (endedAt - postedAt) / 1000))
    .toSorted((left, right) => left - right);
  const quantile = (share: number) => seconds[Math.ceil(share * seconds.length) - 1] ?? 0;
  return {
    count: seconds.length,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
  };
}

function breachesOf({ ledger, rows, witness, serverErrors }: Observed): Figures['breaches'] {
  const told = (what: Breach) => ledger.breaches(what);
  const namesOf = (found: readonly { readonly lectureId: number }[]) =>
    found.map(({ lectureId }) => String(lectureId));
  const isOpen = ({ status }: { status: string }) => status === 'IN_PROGRESS';
  return {
    lost: [...told('answered 404'), ...told('not listed')],
    stuck: [
      ...new Set([...namesOf(ledger.lectures.filter(isOpen)), ...namesOf(rows.filter(isOpen))]),
    ],
    'graded or ended twice': namesOf(
      rows.filter((row) => witness.gradings(row) > 1 || witness.endings(row) > 1),
    ),
    'ended, and nobody wrote it': namesOf(
      rows.filter((row) => {
        const isUngraded = row.status === 'SUCCESS' && witness.gradings(row) === 0;
        return !isOpen(row) && (isUngraded || witness.endings(row) === 0);
      }),
    ),
    'changed after its end': told('changed after its end'),
    'repeat became another lecture': told('repeat became another lecture'),
    'ended, yet in the index of open ones': namesOf(
      rows.filter((row) => !isOpen(row) && row.openShard !== undefined),
    ),
    '5xx answers': serverErrors,
    'calls of the app that failed': told('call failed'),
  };
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
