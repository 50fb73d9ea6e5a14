import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { keyPointId } from '../../shared/assessment/find-passages.ts';
import { keyPointsOf } from '../../shared/assessment/rubric.ts';
import { weighedScore } from '../../shared/assessment/scoring.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { type KeyPointLabel, keyPointLabelSchema } from '../../shared/contracts/lecture.ts';

export const lectureTags = [
  'correct',
  'partly-right',
  'misconception',
  'analogy',
  'noisy',
  'off-topic',
  'empty',
  'injection-ko',
  'injection-en',
  'injection-masked',
  'word-salad',
  'no-key-points',
  'as-heard',
  'grading-words',
  'held-out',
] as const;
export type LectureTag = (typeof lectureTags)[number];

/** How far a human's score may differ from the weighing of their labels without a note that says why. */
export const scoreToleranceInPoints = 10;

const lectureSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
  topicId: z.int().positive(),
  tag: z.enum(lectureTags),
  /** The lecture whose talk this one is, with an injection added to it. */
  baseId: z.string().optional(),
  transcript: z.string().max(5_000),
  /** What a careful human gives by the weighted key points, 0–100. */
  score: z.int().min(0).max(100),
  labels: z.record(z.string().regex(/^k[1-6]$/), keyPointLabelSchema),
  /** Why the score is not quite what the labels weigh. */
  note: z.string().min(1).optional(),
});

export type LabelledLecture = z.infer<typeof lectureSchema>;

export const lecturesFile = new URL('labelled-lectures.jsonl', import.meta.url);

/** The data set is wrong; a line for each problem, opening with the lecture's id or the line. */
export class InvalidLecturesError extends Error {
  override readonly name = 'InvalidLecturesError';

  constructor(problems: readonly string[]) {
    super(['Invalid labelled lectures:', ...problems].join('\n  '));
  }
}

/** @throws InvalidLecturesError */
export function loadLabelledLectures(topics: ReadonlyMap<number, Topic>): LabelledLecture[] {
  return parseLabelledLectures(readFileSync(lecturesFile, 'utf8'), topics);
}

/**
 * Reads one lecture per line and checks them against each other and against their topics.
 * @throws InvalidLecturesError
 */
export function parseLabelledLectures(
  jsonLines: string,
  topics: ReadonlyMap<number, Topic>,
): LabelledLecture[] {
  const problems: string[] = [];
  const lectures = jsonLines.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const read = lectureSchema.safeParse(parsedJson(line));
    if (read.success) return [read.data];
    problems.push(`line ${index + 1}: ${z.prettifyError(read.error).replaceAll('\n', ' ')}`);
    return [];
  });
  const byId = new Map(lectures.map((lecture) => [lecture.id, lecture]));
  const seen = new Set<string>();
  for (const lecture of lectures) {
    const found = [
      ...(seen.has(lecture.id) ? ['its id stands twice'] : []),
      ...labelProblems(lecture, topics.get(lecture.topicId)),
      ...injectionProblems(lecture, byId),
    ];
    problems.push(...found.map((problem) => `${lecture.id}: ${problem}`));
    seen.add(lecture.id);
  }
  if (problems.length > 0) throw new InvalidLecturesError(problems);
  return lectures;
}

export function isInjection({ tag }: LabelledLecture): boolean {
  return tag.startsWith('injection-');
}

/** The labels in the order of the topic's key points; absent ones read as missing. */
export function labelsInOrder(lecture: LabelledLecture, topic: Topic): KeyPointLabel[] {
  return keyPointsOf(topic).map((_, index) => lecture.labels[keyPointId(index)] ?? 'missing');
}

function labelProblems(lecture: LabelledLecture, topic: Topic | undefined): string[] {
  if (!topic) return [`there is no topic ${lecture.topicId}`];
  const asked = keyPointsOf(topic).map((_, index) => keyPointId(index));
  const labelled = Object.keys(lecture.labels);
  if (asked.length !== labelled.length || asked.some((id) => !labelled.includes(id))) {
    return [`its labels are for ${labelled.join(', ')}, the topic asks for ${asked.join(', ')}`];
  }
  const labels = labelsInOrder(lecture, topic);
  const weighed = weighedScore(
    keyPointsOf(topic).flatMap(({ weight }, index) => {
      const label = labels[index];
      return label === undefined ? [] : [{ weight, label }];
    }),
  );
  const strays = Math.abs(weighed - lecture.score) > scoreToleranceInPoints;
  return strays && lecture.note === undefined
    ? [`its score is ${lecture.score}, its labels weigh ${weighed}, and no note says why`]
    : [];
}

/** An injection is evidence of nothing: it is labelled as the same talk without it. */
function injectionProblems(
  lecture: LabelledLecture,
  byId: ReadonlyMap<string, LabelledLecture>,
): string[] {
  if (!isInjection(lecture)) {
    return lecture.baseId === undefined ? [] : ['only an injection has a base'];
  }
  const base = lecture.baseId === undefined ? undefined : byId.get(lecture.baseId);
  if (!base) return [`its base ${lecture.baseId ?? '(none named)'} is not in the data set`];
  if (isInjection(base)) return ['its base is an injection itself'];
  const isSame =
    base.topicId === lecture.topicId &&
    base.score === lecture.score &&
    Object.entries(base.labels).every(([id, label]) => lecture.labels[id] === label);
  return isSame ? [] : [`its topic, score and labels are not those of its base ${base.id}`];
}

function parsedJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
