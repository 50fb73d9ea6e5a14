import type { ChatModel, ChatQuestion } from '../../shared/assessment/chat-model.ts';
import type { AudioRecording } from '../../shared/recordings/recording.ts';
import type { HeardSpeech, SpeechToText } from '../../shared/speech/speech-to-text.ts';

/** What a scripted provider does on one call; the last step repeats for all calls after it. */
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

export interface ChatCall extends ChatQuestion {
  readonly budgetMilliseconds: number;
}

/** What a model says about one talk, in both steps; by key point id. */
export interface TalkAnswer {
  readonly keyPoints: Readonly<
    Record<string, { readonly quote: string; readonly reason: string; readonly label: string }>
  >;
  readonly misconceptions: readonly { readonly quote: string; readonly correction: string }[];
  readonly strengths: readonly string[];
  readonly nextSteps: readonly string[];
}

/** The statement that a judge was asked about. */
export function judgedStatement({ system }: ChatQuestion): string {
  const [, json = '{}'] = /<statement>\n(.*)\n<\/statement>/s.exec(system) ?? [];
  return String(JSON.parse(json).statement);
}

/** A question for each statement that a pupil was to ask about, with its id in it. */
function questionsOn({ user }: ChatQuestion): Record<string, string> {
  const [, json = '{}'] = /<statements>\n(.*)\n<\/statements>/s.exec(user) ?? [];
  const { statements, askedBefore = [] } = JSON.parse(json);
  return Object.fromEntries(
    Object.keys(statements).map((id) => [id, `${id}은 왜 그래요? (${askedBefore.length + 1})`]),
  );
}

/** Statement by statement, the key points that a talk was searched for, with their ids. */
function askedKeyPoints({ system }: ChatQuestion): Map<string, string> {
  const [, json = '{}'] = /<topic>\n(.*)\n<\/topic>/s.exec(system) ?? [];
  const keyPoints: { id: string; statement: string }[] = JSON.parse(json).keyPoints;
  return new Map(keyPoints.map(({ id, statement }) => [statement, id]));
}

/**
 * Finds what it was told and judges it so. `will` scripts the first step, `willJudge` the second,
 * which otherwise follows what was last found; `willPrepare` what own topics are made of.
 */
export function scriptedChat(answer: TalkAnswer, model = 'test-chat') {
  const find = script<TalkAnswer, ChatCall>(answer);
  const judge = script<'as found' | unknown, ChatCall>('as found');
  const prepare = script<unknown, ChatCall>({});
  const asked: ChatCall[] = [];
  let lastFound = answer;
  const ids = new Map<string, string>();
  const port: ChatModel = {
    async ask(question, { budgetMilliseconds }) {
      const call = { ...question, budgetMilliseconds };
      const given = { isWhole: true, model, provider: 'chat.test' };
      if (question.step === 'prepare') return { ...given, answer: await prepare.next(call) };
      if (question.step === 'ask') {
        asked.push(call);
        return { ...given, answer: { questions: questionsOn(question) } };
      }
      if (question.step === 'judge') {
        const step = await judge.next(call);
        const id = ids.get(judgedStatement(question)) ?? '';
        return { ...given, answer: step === 'as found' ? lastFound.keyPoints[id] : step };
      }
      lastFound = await find.next(call);
      for (const [statement, id] of askedKeyPoints(question)) ids.set(statement, id);
      const { keyPoints, ...lists } = lastFound;
      const passages = Object.entries(keyPoints).map(([id, { quote }]) => [
        id,
        quote ? [quote] : [],
      ]);
      return { ...given, answer: { keyPoints: Object.fromEntries(passages), ...lists } };
    },
  };
  const { next: _, ...handle } = find;
  const others = {
    ...{ asked, judged: judge.calls, willJudge: judge.will },
    /** Resolves when a judge that never answers has been asked. */
    judgeHangs: judge.hangs,
  };
  return { ...handle, ...others, prepared: prepare.calls, willPrepare: prepare.will, port };
}
