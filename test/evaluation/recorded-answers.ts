import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { languageOf } from '../../shared/assessment/answer-language.ts';
import type { ChatQuestion } from '../../shared/assessment/chat-model.ts';
import { promptVersion } from '../../shared/assessment/prompt.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import { topicInLanguage } from '../../shared/catalog/topic.ts';
import type { Attempt, ChatOf } from './lecture-runs.ts';

const recordSchema = z.strictObject({
  lectureId: z.string(),
  run: z.int().positive(),
  /** The step and the key points it was about. */
  about: z.string(),
  /** From 1: the same question may be asked again. */
  time: z.int().positive(),
  promptVersion: z.string(),
  model: z.string(),
  /** What was asked, see {@link questionDigest}. */
  question: z.string(),
  answer: z.unknown(),
  usage: z.object({ inputTokens: z.number(), outputTokens: z.number() }).optional(),
});
type RecordedAnswer = z.infer<typeof recordSchema>;

/** A recording cannot be used: it is none, lacks the answer asked for, or answers another question. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * Writes every answer to a file as it comes, so that a broken run keeps what was paid for. The file
 * holds answers alone: no key, no header, no address.
 * @returns `chatOf` wrapped, and `finish`, which puts the lines in the order of the lectures
 */
export function recordAnswers(
  file: string,
  chatOf: ChatOf,
): { chatOf: ChatOf; finish: (lectureIds: readonly string[]) => void } {
  const recorded: RecordedAnswer[] = [];
  writeFileSync(file, '');
  return {
    chatOf: (attempt) => {
      const nth = askedBefore();
      return {
        async ask(question, limits) {
          const about = aboutOf(question);
          const time = nth(about);
          const given = await chatOf(attempt).ask(question, limits);
          const record = {
            lectureId: attempt.lecture.id,
            run: attempt.run,
            about,
            time,
            promptVersion,
            model: given.model,
            question: questionDigest(attempt),
            answer: given.answer,
            ...(given.usage && { usage: given.usage }),
          };
          recorded.push(record);
          appendFileSync(file, lineOf(record));
          return given;
        },
      };
    },
    finish: (lectureIds) => {
      const position = new Map(lectureIds.map((id, index) => [id, index]));
      const inOrder = recorded.toSorted(
        (a, b) =>
          (position.get(a.lectureId) ?? 0) - (position.get(b.lectureId) ?? 0) ||
          a.run - b.run ||
          a.about.localeCompare(b.about, 'en') ||
          a.time - b.time,
      );
      const beside = `${file}.part`;
      writeFileSync(beside, inOrder.map(lineOf).join(''));
      renameSync(beside, file);
    },
  };
}

export interface ReplayedAnswers {
  readonly chatOf: ChatOf;
  readonly lectureIds: ReadonlySet<string>;
  /** The most answers that any lecture has. */
  readonly runs: number;
  /** Every prompt version and model in the file, sorted. */
  readonly promptVersions: readonly string[];
  readonly models: readonly string[];
}

/**
 * Answers from a file that {@link recordAnswers} wrote, without a key or a network. The answers go
 * through today's judging; an answer to another transcript or other key points is refused.
 * @throws RecordingError for a file that is not such a recording; `ask` throws it for a question
 * without an answer of its own
 */
export function replayAnswers(file: string): ReplayedAnswers {
  const records = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(file, line, index + 1)]));
  if (records.length === 0) throw new RecordingError(`${file} holds no answers`);
  const byQuestion = new Map(records.map((record) => [keyOf(record), record]));
  return {
    chatOf: ({ lecture, topic, run }) => {
      const nth = askedBefore();
      return {
        async ask(question) {
          const about = aboutOf(question);
          const asked = { lectureId: lecture.id, run, about, time: nth(about) };
          const record = byQuestion.get(keyOf(asked));
          if (!record) throw new RecordingError(`no recorded answer of run ${run} to ${about}`);
          if (record.question !== questionDigest({ lecture, topic })) {
            throw new RecordingError(
              'the transcript or its key points changed since the recording',
            );
          }
          const { answer, model, usage } = record;
          return { answer, model, isWhole: true, provider: 'recorded', usage };
        },
      };
    },
    lectureIds: new Set(records.map(({ lectureId }) => lectureId)),
    runs: Math.max(...records.map(({ run }) => run)),
    promptVersions: distinct(records.map((record) => record.promptVersion)),
    models: distinct(records.map(({ model }) => model)),
  };
}

/** 16 hexadecimal digits of what the labels are about: the topic's key points and the transcript. */
function questionDigest({ topic, lecture }: Pick<Attempt, 'topic' | 'lecture'>): string {
  const asked = topicInLanguage(topic, languageOf(lecture.transcript));
  const statements = keyPointsOf(asked).map(({ statement }) => statement);
  const about = JSON.stringify([asked.path.topicName, statements, lecture.transcript]);
  return createHash('sha256').update(about).digest('hex').slice(0, 16);
}

function readLine(file: string, line: string, number: number): RecordedAnswer {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    throw new RecordingError(`${file}, line ${number}: not a recorded answer`);
  }
}

const lineOf = (record: RecordedAnswer): string => `${JSON.stringify(record)}\n`;
const keyOf = ({
  lectureId,
  run,
  about,
  time,
}: Pick<RecordedAnswer, 'lectureId' | 'run' | 'about' | 'time'>): string =>
  JSON.stringify([lectureId, run, about, time]);

/** `find` and the ids it asks for, or `judge` and the statement: the same for any wording. */
function aboutOf({ step, system, answerSchema }: ChatQuestion): string {
  if (step === 'find') return `find ${Object.keys(findSchema.parse(answerSchema)).join(' ')}`;
  const [, json = '{}'] = /<statement>\n(.*)\n<\/statement>/s.exec(system) ?? [];
  return `judge ${statementSchema.parse(JSON.parse(json))}`;
}

const findSchema = z
  .object({
    properties: z.object({
      keyPoints: z.object({ properties: z.record(z.string(), z.unknown()) }),
    }),
  })
  .transform(({ properties }) => properties.keyPoints.properties);
const statementSchema = z.object({ statement: z.string() }).transform(({ statement }) => statement);

/** Counts how often each question was asked: a second answer to it is another one. */
function askedBefore(): (about: string) => number {
  const times = new Map<string, number>();
  return (about) => {
    const time = (times.get(about) ?? 0) + 1;
    times.set(about, time);
    return time;
  };
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)].toSorted();
