import type { Focus } from '../../../../shared/client/calls.ts';
import type { OnItsWay } from '../../../../shared/client/journey.ts';

/** A key point of an earlier lecture that is taught again alone. */
export interface TeachAgain {
  readonly topicId: number;
  readonly statement: string;
  readonly focus: Focus;
}

interface OfTopic {
  /** Of its own from the moment it was recorded or sent: all tries to send it are one lecture. */
  readonly id: string;
  readonly topicId: number;
  readonly topicName: string;
  /** @default the whole topic */
  readonly again?: TeachAgain | undefined;
}

export interface UnsentRecording extends OfTopic {
  readonly kind: 'recording';
  readonly recording: Blob;
  /** Of a recording made here. */
  readonly seconds?: number | undefined;
  /** Of a file. */
  readonly fileName?: string | undefined;
  /** How far it has come. */
  readonly way?: OnItsWay | undefined;
}

export interface UnsentText extends OfTopic {
  readonly kind: 'text';
  readonly text: string;
}

/** What was given away to be sent, and has not become a lecture yet. */
export type Unsent = UnsentRecording | UnsentText;

/** Whether a kept value is one, be it an earlier version's. */
export const isUnsent = (value: unknown): value is Unsent =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  'topicId' in value &&
  typeof value.topicId === 'number' &&
  'topicName' in value &&
  typeof value.topicName === 'string' &&
  (('recording' in value && value.recording instanceof Blob) ||
    ('text' in value && typeof value.text === 'string'));
