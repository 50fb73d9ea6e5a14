import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { assessmentAnswerSchema } from '../../shared/assessment/assessment-answer.ts';
import { promptVersion } from '../../shared/assessment/prompt.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import type { AssessorOf, Attempt } from './lecture-runs.ts';

const recordSchema = z.strictObject({
  lectureId: z.string(),
  run: z.int().positive(),
  promptVersion: z.string(),
  model: z.string(),
  /** What was asked, see {@link questionDigest}. */
  question: z.string(),
  answer: z.unknown(),
});
type RecordedAnswer = z.infer<typeof recordSchema>;

/** A recording cannot be used: not one, or without the answer asked for, or to another question. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/**
 * Writes every answer to a file as it comes, so that a broken run keeps what was paid for. The file
 * holds answers alone: no key, no header, no address.
 * @returns `assessorOf` wrapped, and `finish`, which puts the lines in the order of the lectures
 */
export function recordAnswers(
  file: string,
  assessorOf: AssessorOf,
): { assessorOf: AssessorOf; finish: (lectureIds: readonly string[]) => void } {
  const recorded: RecordedAnswer[] = [];
  writeFileSync(file, '');
  return {
    assessorOf: (attempt) => ({
      async assess(request, limits) {
        const given = await assessorOf(attempt).assess(request, limits);
        const record = {
          lectureId: attempt.lecture.id,
          run: attempt.run,
          promptVersion,
          model: given.model,
          question: questionDigest(attempt),
          answer: given.answer,
        };
        recorded.push(record);
        appendFileSync(file, lineOf(record));
        return given;
      },
    }),
    finish: (lectureIds) => {
      const position = new Map(lectureIds.map((id, index) => [id, index]));
      const inOrder = recorded.toSorted(
        (a, b) =>
          (position.get(a.lectureId) ?? 0) - (position.get(b.lectureId) ?? 0) || a.run - b.run,
      );
      const beside = `${file}.part`;
      writeFileSync(beside, inOrder.map(lineOf).join(''));
      renameSync(beside, file);
    },
  };
}

export interface ReplayedAnswers {
  readonly assessorOf: AssessorOf;
  /** The most that any lecture was answered. */
  readonly runs: number;
  /** Every prompt version and model in the file, sorted. */
  readonly promptVersions: readonly string[];
  readonly models: readonly string[];
}

/**
 * Answers from a file that {@link recordAnswers} wrote, without a key or a network. The answers go
 * through today's judging; an answer to another transcript or other key points is refused.
 * @throws RecordingError for a file that is not such a recording; `assess` throws it for an attempt
 * without an answer of its own
 */
export function replayAnswers(file: string): ReplayedAnswers {
  const records = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(file, line, index + 1)]));
  if (records.length === 0) throw new RecordingError(`${file} holds no answers`);
  const byAttempt = new Map(records.map((record) => [keyOf(record.lectureId, record.run), record]));
  return {
    assessorOf: (attempt) => ({
      async assess() {
        const { lecture, topic, run } = attempt;
        const record = byAttempt.get(keyOf(lecture.id, run));
        if (!record) throw new RecordingError(`no recorded answer of run ${run}`);
        if (record.question !== questionDigest(attempt)) {
          throw new RecordingError('the transcript or its key points changed since the recording');
        }
        const read = assessmentAnswerSchema(keyPointsOf(topic).length).safeParse(record.answer);
        if (!read.success) throw new RecordingError('the recorded answer is off the schema');
        return { answer: read.data, model: record.model };
      },
    }),
    runs: Math.max(...records.map(({ run }) => run)),
    promptVersions: distinct(records.map((record) => record.promptVersion)),
    models: distinct(records.map(({ model }) => model)),
  };
}

/** 16 hexadecimal digits of what the labels are about: the topic's key points and the transcript. */
function questionDigest({ topic, lecture }: Attempt): string {
  const statements = keyPointsOf(topic).map(({ statement }) => statement);
  const asked = JSON.stringify([topic.path.topicName, statements, lecture.transcript]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}

function readLine(file: string, line: string, number: number): RecordedAnswer {
  try {
    return recordSchema.parse(JSON.parse(line));
  } catch {
    throw new RecordingError(`${file}, line ${number}: not a recorded answer`);
  }
}

const lineOf = (record: RecordedAnswer): string => `${JSON.stringify(record)}\n`;
const keyOf = (lectureId: string, run: number): string => `${lectureId} ${run}`;
const distinct = (values: readonly string[]): string[] => [...new Set(values)].toSorted();
