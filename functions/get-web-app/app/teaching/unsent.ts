import type { Focus, Question } from '../../../../shared/client/calls.ts';
import type { OnItsWay } from '../../../../shared/client/journey.ts';

interface OfTopic {
  readonly topicId: number;
  readonly topicName: string;
}

/** A key point of an earlier lecture that is taught again alone. */
export interface TeachAgain extends OfTopic {
  /** What was to be said, or a hint about it. */
  readonly statement: string;
  readonly focus: Focus;
}

/** A pupil's question on an earlier lecture. */
export interface AnswerPupil extends OfTopic {
  readonly question: string;
  readonly answerTo: Question;
}

/** What the learner speaks about, where it is not a whole topic. */
export type Aim = TeachAgain | AnswerPupil;

interface OfAim extends OfTopic {
  /**
   * It is made when the recording is made or the text is sent, so that all tries to send it are one
   * lecture.
   */
  readonly id: string;
  /** @default the whole topic */
  readonly aim?: Aim | undefined;
}

export interface UnsentRecording extends OfAim {
  readonly kind: 'recording';
  readonly recording: Blob;
  /** The length of a recording that was made here. */
  readonly seconds?: number | undefined;
  /** The name of a file that was chosen. */
  readonly fileName?: string | undefined;
  /** How far the sending has come. */
  readonly way?: OnItsWay | undefined;
}

export interface UnsentText extends OfAim {
  readonly kind: 'text';
  readonly text: string;
}

/** What the learner has sent and what has not become a lecture yet. */
export type Unsent = UnsentRecording | UnsentText;

const isUnsent = (value: unknown): value is Unsent =>
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

/** Reads the aim of a kept value. Earlier versions named no topic in it. */
export function readAim(value: unknown, topicName = ''): Aim | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const aim = { topicName, ...value } as Partial<TeachAgain & AnswerPupil>;
  const isAim = aim.topicId !== undefined && (aim.focus ?? aim.answerTo) !== undefined;
  return isAim ? (aim as Aim) : undefined;
}

/** Reads a kept value. Earlier versions called its aim `again`. */
export function readUnsent(value: unknown): Unsent | undefined {
  if (!isUnsent(value)) return undefined;
  const aim = 'again' in value ? value.again : value.aim;
  return { ...value, aim: readAim(aim, value.topicName) };
}
