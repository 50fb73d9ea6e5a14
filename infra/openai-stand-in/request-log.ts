import type { Endpoint, Fault } from './faults.ts';

const MAXIMUM_REQUESTS = 1000;
/** The most that is kept of a message's content: the log must stay small over a long run. */
const MAXIMUM_CONTENT_CHARACTERS = 32 * 1024;

export interface RecordedMessage {
  readonly role: string;
  /** Its first 32 Ki characters. */
  readonly content: string;
}

/** A request to one of the endpoints, which may also be refused, hanging or still under way. */
export interface RecordedRequest {
  readonly endpoint: Endpoint;
  /** Epoch milliseconds, with fractions, at which the headers had arrived. */
  readonly startedAtMilliseconds: number;
  /** Epoch milliseconds, with fractions; undefined before the first byte of the body. */
  readonly firstBodyByteAtMilliseconds: number | undefined;
  /** Bytes of the body read so far. */
  readonly bytes: number;
  /** The header's value; undefined for a chunked body. */
  readonly contentLength: number | undefined;
  readonly model: string | undefined;
  /** The name of speech's `file` part. */
  readonly fileName: string | undefined;
  readonly fileBytes: number | undefined;
  readonly messages: readonly RecordedMessage[];
  readonly fault: Fault['kind'] | undefined;
  /** The answer's status; undefined where none was sent, or not yet. */
  readonly status: number | undefined;
}

export type OpenRecord = { -readonly [Field in keyof RecordedRequest]: RecordedRequest[Field] };

/** The last 1000 requests, oldest first. */
export class RequestLog {
  readonly entries: OpenRecord[] = [];

  open(endpoint: Endpoint, contentLength: number | undefined): OpenRecord {
    const record: OpenRecord = {
      endpoint,
      startedAtMilliseconds: nowMilliseconds(),
      firstBodyByteAtMilliseconds: undefined,
      bytes: 0,
      contentLength,
      model: undefined,
      fileName: undefined,
      fileBytes: undefined,
      messages: [],
      fault: undefined,
      status: undefined,
    };
    this.entries.push(record);
    if (this.entries.length > MAXIMUM_REQUESTS) this.entries.shift();
    return record;
  }

  forget(): void {
    this.entries.length = 0;
  }
}

export const nowMilliseconds = (): number => performance.timeOrigin + performance.now();

export function recordedMessages(
  messages: readonly { readonly role: string; readonly content: string }[],
): RecordedMessage[] {
  return messages.map(({ role, content }) => ({
    role,
    content: content.slice(0, MAXIMUM_CONTENT_CHARACTERS),
  }));
}
