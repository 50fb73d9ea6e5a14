import { OwnError } from '../own-error.ts';

/** The parts of an error that may leave the account. */
export interface ShownError {
  readonly name: string;
  readonly message: string;
  /** V8's lines of the stack, without the message. */
  readonly frames: readonly string[];
}

export interface ErrorReport {
  /** The outermost first. */
  readonly errors: readonly ShownError[];
  /** Names and values by which an event can be found: functions, routes and ids. */
  readonly tags: Readonly<Record<string, string>>;
  /** What makes one issue of many events; by default their stacks do. */
  readonly fingerprint?: readonly string[] | undefined;
}

/** Sends a report; rejects with what went wrong. */
export type ReportSender = (report: ErrorReport) => Promise<void>;

/** Deeper causes say nothing new. */
const levelsMaximum = 3;
/** If an error holds many others, this many of them stand for all. */
const nestedMaximum = 3;

/** A frame as V8 writes it: a name from the code, and a place in a file or in Node. */
const framePattern =
  /^ {4}at (?:(?:async )?[\w$.<>#[\] ]+ \((?:file:|node:|\/)[^\s()]+:\d+:\d+\)|(?:async )?(?:file:|node:|\/)[^\s()]+:\d+:\d+)$/;

const namePattern = /^[\w$.-]{1,80}$/;

/**
 * An error, its causes and the errors within it (such as an AggregateError's), the outermost first, each
 * followed by what is behind it. Messages that are not ours are left out: V8's JSON errors quote their
 * input, the SDK's may quote an item, and none of them knows what is personal.
 */
export function shownErrors(error: unknown): readonly ShownError[] {
  return shownTo(levelsMaximum, error);
}

function shownTo(levels: number, error: unknown): readonly ShownError[] {
  if (levels === 0) return [];
  if (!(error instanceof Error)) {
    return [{ name: 'NotAnError', message: `a ${typeof error} was thrown`, frames: [] }];
  }
  const causes = error.cause === undefined ? [] : [error.cause];
  return [
    { name: nameOf(error), message: messageOf(error), frames: framesOf(error) },
    ...[...causes, ...nestedIn(error)].flatMap((each) => shownTo(levels - 1, each)),
  ];
}

function nestedIn(error: Error): readonly unknown[] {
  const errors: unknown = 'errors' in error ? error.errors : undefined;
  return Array.isArray(errors) ? errors.slice(0, nestedMaximum) : [];
}

const nameOf = ({ name }: Error): string => (namePattern.test(name) ? name : 'Error');

function messageOf(error: Error): string {
  if (error instanceof OwnError) return error.message.slice(0, 500);
  const code = 'code' in error ? error.code : undefined;
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? metadata.httpStatusCode
      : undefined;
  const known = [
    ...(typeof code === 'string' && namePattern.test(code) ? [`code ${code}`] : []),
    ...(typeof status === 'number' ? [`status ${status}`] : []),
  ];
  return known.length > 0 ? known.join(', ') : 'not one of ours: its message is in the log';
}

/** The lines after the message. The message itself may have lines that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const at = stack.indexOf(message);
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split('\n');
  const lastOther = lines.findLastIndex((line) => !line.startsWith('    at '));
  return lines.slice(lastOther + 1).filter((line) => framePattern.test(line));
}
