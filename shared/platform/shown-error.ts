import { OwnError } from '../own-error.ts';

/** What of an error may leave the account. */
export interface ShownError {
  readonly name: string;
  readonly message: string;
  /** V8's lines of it, without the message. */
  readonly frames: readonly string[];
}

/** Beyond these a chain of causes tells nothing new. */
const causesMaximum = 3;

/** A frame as V8 writes it: a name made of code, and a place in a file or in Node. */
const framePattern =
  /^ {4}at (?:(?:async )?[\w$.<>#[\] ]+ \((?:file:|node:|\/)[^\s()]+:\d+:\d+\)|(?:async )?(?:file:|node:|\/)[^\s()]+:\d+:\d+)$/;

const namePattern = /^[\w$.-]{1,80}$/;

/**
 * An error and its causes, the outermost first. Messages of others are left out: V8's JSON errors
 * quote their input, the SDK's may quote an item, and none of them knows what is personal.
 */
export function shownErrors(error: unknown): readonly ShownError[] {
  const shown: ShownError[] = [];
  let next = error;
  do {
    if (!(next instanceof Error)) {
      shown.push({ name: 'NotAnError', message: `a ${typeof next} was thrown`, frames: [] });
      break;
    }
    shown.push({ name: nameOf(next), message: messageOf(next), frames: framesOf(next) });
    next = next.cause;
  } while (next !== undefined && shown.length < causesMaximum);
  return shown;
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

/** The lines after the message, which may have lines of its own that look like frames. */
function framesOf({ stack = '', message }: Error): readonly string[] {
  const at = message === '' ? -1 : stack.indexOf(message);
  const lines = (at < 0 ? stack : stack.slice(at + message.length)).split('\n');
  const lastOther = lines.findLastIndex((line) => !line.startsWith('    at '));
  return lines.slice(lastOther + 1).filter((line) => framePattern.test(line));
}
