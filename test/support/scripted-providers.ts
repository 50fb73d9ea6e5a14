import type { TopicAssessor } from '../../shared/assessment/assess-transcript.ts';
import type { AssessmentAnswer } from '../../shared/assessment/assessment-answer.ts';
import type { AudioRecording } from '../../shared/recordings/recording.ts';
import type { HeardSpeech, SpeechToText } from '../../shared/speech/speech-to-text.ts';

/** What a scripted provider does on one call; the last step goes for all calls after it. */
export type Step<Answer> = Answer | Error | 'never answers';

interface Script<Answer, Call> {
  readonly calls: Call[];
  /** What the coming calls do. */
  will(...steps: Step<Answer>[]): void;
  /** Resolves when a call that never answers has begun. */
  readonly hangs: Promise<void>;
}

function script<Answer, Call>(first: Answer) {
  const calls: Call[] = [];
  let steps: Step<Answer>[] = [first];
  const begun = Promise.withResolvers<void>();
  const next = (call: Call): Promise<Answer> => {
    calls.push(call);
    const step = steps.length > 1 ? steps.shift() : steps[0];
    if (step instanceof Error) return Promise.reject(step);
    if (step === 'never answers') {
      begun.resolve();
      return new Promise(() => {});
    }
    return step === undefined ? Promise.reject(new Error('empty script')) : Promise.resolve(step);
  };
  const handle: Script<Answer, Call> = {
    calls,
    will: (...coming) => {
      steps = coming;
    },
    hangs: begun.promise,
  };
  return { ...handle, next };
}

export interface SpeechCall {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
  readonly budgetMilliseconds: number;
}

/** Reads the whole recording, then does as it was told. */
export function scriptedSpeech(heard: HeardSpeech) {
  const { next, ...handle } = script<HeardSpeech, SpeechCall>(heard);
  const port: SpeechToText = {
    async transcribe(recording: AudioRecording, { budgetMilliseconds }) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of await recording.open()) chunks.push(chunk);
      const { fileName, contentType } = recording;
      return next({ fileName, contentType, bytes: Buffer.concat(chunks), budgetMilliseconds });
    },
  };
  return { ...handle, port };
}

export interface AssessorCall {
  readonly system: string;
  readonly user: string;
  readonly keyPointCount: number;
  readonly budgetMilliseconds: number;
}

export function scriptedAssessor(answer: AssessmentAnswer, model = 'test-chat') {
  const { next, ...handle } = script<AssessmentAnswer, AssessorCall>(answer);
  const port: TopicAssessor = {
    async assess(request, { budgetMilliseconds }) {
      return { answer: await next({ ...request, budgetMilliseconds }), model };
    },
  };
  return { ...handle, port };
}
