import { parseArgs } from 'node:util';
import { type LectureTag, lectureTags } from './labelled-lectures.ts';

export interface EvaluationCommand {
  /** Undefined: as many as suit the provider. */
  readonly runs: number | undefined;
  /** Empty: all. */
  readonly tags: readonly LectureTag[];
  /** Empty: all. */
  readonly topicIds: readonly number[];
  readonly limit: number | undefined;
  readonly concurrency: number;
  readonly record: string | undefined;
  readonly replay: string | undefined;
  readonly json: string | undefined;
  readonly isAdversarial: boolean;
  readonly isHelp: boolean;
  readonly gates: Gates;
}

/** Limits that a run must meet; undefined ones are not checked. */
export interface Gates {
  readonly minimumKappa: number | undefined;
  readonly maximumLiftInPoints: number | undefined;
  readonly maximumOffTopicInPoints: number | undefined;
}

/** The command line is invalid; the message says which part. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `Usage: npm run evaluate -- [options]

  --runs N                 assess each lecture N times (stand-in 1, else 3)
  --tag TAG                only this tag; may be repeated
  --topic ID               only this topic; may be repeated
  --limit N                only N of them, evenly spread over the file
  --concurrency N          assessments under way at once (4)
  --record FILE            keep the model's answers as JSON lines
  --replay FILE            judge recorded answers, without a key or a network
  --adversarial            run the stand-in's dishonest modes
  --json FILE              write the figures as JSON too
  --fail-under-kappa X     exit 1 if the score bands' kappa is below
  --fail-over-lift X       exit 1 if an injection brought more points
  --fail-over-off-topic X  exit 1 if a talk off its topic got more points

OPENAI_API_KEY, OPENAI_BASE_URL and CHAT_MODEL name the provider; without a key
the local stand-in answers. Exit code: 0 done, 1 something failed, 2 usage.`;

const options = {
  runs: { type: 'string' },
  tag: { type: 'string', multiple: true },
  topic: { type: 'string', multiple: true },
  limit: { type: 'string' },
  concurrency: { type: 'string' },
  record: { type: 'string' },
  replay: { type: 'string' },
  adversarial: { type: 'boolean' },
  json: { type: 'string' },
  'fail-under-kappa': { type: 'string' },
  'fail-over-lift': { type: 'string' },
  'fail-over-off-topic': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @throws UsageError */
export function parseCommandLine(argv: readonly string[]): EvaluationCommand {
  const values = readOptions(argv);
  const { record, replay, adversarial = false } = values;
  const asked = [record && '--record', replay && '--replay', adversarial && '--adversarial'];
  const exclusive = asked.filter((name) => name !== undefined && name !== false);
  if (exclusive.length > 1) throw new UsageError(`${exclusive.join(' and ')} exclude each other`);
  const gates = {
    minimumKappa: parsed('--fail-under-kappa', values['fail-under-kappa'], parseNumber),
    maximumLiftInPoints: parsed('--fail-over-lift', values['fail-over-lift'], parseNumber),
    maximumOffTopicInPoints: parsed(
      '--fail-over-off-topic',
      values['fail-over-off-topic'],
      parseNumber,
    ),
  };
  if (adversarial && Object.values(gates).some((gate) => gate !== undefined)) {
    throw new UsageError('--adversarial has limits of its own');
  }
  return {
    runs: parsed('--runs', values.runs, parseCount),
    tags: (values.tag ?? []).map(parseTag),
    topicIds: (values.topic ?? []).map((value) => parseCount('--topic', value)),
    limit: parsed('--limit', values.limit, parseCount),
    concurrency: parsed('--concurrency', values.concurrency, parseCount) ?? 4,
    record,
    replay,
    json: values.json,
    isAdversarial: adversarial,
    isHelp: values.help ?? false,
    gates,
  };
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parsed<Value>(
  name: string,
  value: string | undefined,
  parse: (name: string, value: string) => Value,
): Value | undefined {
  return value === undefined ? undefined : parse(name, value);
}

function parseCount(name: string, value: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(value)) {
    throw new UsageError(`${name} takes a whole number above 0, not "${value}"`);
  }
  return Number(value);
}

function parseNumber(name: string, value: string): number {
  if (!/^-?[0-9]+(\.[0-9]+)?$/.test(value)) {
    throw new UsageError(`${name} takes a number, not "${value}"`);
  }
  return Number(value);
}

function parseTag(value: string): LectureTag {
  const tag = lectureTags.find((known) => known === value);
  if (tag === undefined) throw new UsageError(`--tag takes one of ${lectureTags.join(', ')}`);
  return tag;
}
