import * as z from 'zod/mini';
import { topicCardSchema } from './answer-parts.ts';
import { idSchema } from './identifiers.ts';
import { failureReasonSchema } from './lecture.ts';
import { ownTopicLimits } from './own-topic-limits.ts';
import { topicShareSchema } from './shared-topics.ts';
import { shownLine, shownText } from './text-rules.ts';
import { keyPointSchema, misconceptionSchema } from './topic-parts.ts';

/** What a learner polls for: prepared by the worker, or not to be had. */
export const ownTopicStatuses = ['PREPARING', 'READY', 'FAILED'] as const;

const about = z.describe;
const { titleCharacters, notesCharacters, statementCharacters } = ownTopicLimits;
const { leastKeyPoints, mostKeyPoints, mostMisconceptions } = ownTopicLimits;

const titleSchema = shownLine(titleCharacters).check(
  about('What is taught, in up to 60 characters as people count them.'),
);

export const newTopicSchema = z.strictObject({
  title: titleSchema,
  notes: z.optional(
    shownText(notesCharacters).check(
      about('What is being studied, in up to 5,000 characters: the key points follow from it.'),
    ),
  ),
});

export const editedTopicSchema = z.strictObject({
  title: titleSchema,
  keyPoints: z
    .array(
      z.strictObject({
        statement: shownLine(statementCharacters).check(
          about('One idea of a good explanation, in a sentence.'),
        ),
        weight: z
          .int()
          .check(z.minimum(1), z.maximum(5), about('Its share in the score against the others.')),
      }),
    )
    .check(
      z.minLength(leastKeyPoints),
      z.maxLength(mostKeyPoints),
      z.refine(
        (points) => new Set(points.map(({ statement }) => statement)).size === points.length,
        {
          error: 'must differ',
        },
      ),
      about('What the topic is judged by: three to six, each another.'),
    ),
});

/** As lists carry it: whole but for the notes. */
export const listedTopicSchema = z.object({
  id: idSchema.check(about('Names this topic; `topicId` of a lecture on it.')),
  majorId: idSchema.check(about('Of every own topic the same.')),
  majorName: z.string().check(about('Of every own topic the same.')),
  subjectId: idSchema.check(about('Of every own topic the same.')),
  subjectName: z.string().check(about('Of every own topic the same.')),
  title: z.string().check(about('What is taught.')),
  status: z
    .enum(ownTopicStatuses)
    .check(about('PREPARING until the topic has become one of the others.')),
  failureReason: z
    .nullable(failureReasonSchema)
    .check(about('Why it could not be prepared; null in any other status.')),
  nextAllowanceAt: z
    .nullable(z.iso.datetime())
    .check(about('With QUOTA_EXCEEDED: when the next day’s allowance begins.')),
  keyPoints: z
    .nullable(z.array(keyPointSchema))
    .check(about('What a talk on it is judged by; null until it is READY.')),
  misconceptions: z
    .nullable(z.array(misconceptionSchema).check(z.maxLength(mostMisconceptions)))
    .check(about('Wrong beliefs that a talk on it may voice; null until it is READY.')),
  card: z
    .nullable(topicCardSchema())
    .check(about('Half a minute of reading before the talk; null until it is READY.')),
  createdAt: z.iso.datetime().check(about('When it was asked for.')),
  share: z
    .nullable(topicShareSchema)
    .check(about('By which code others can copy it; null where it is not shared.')),
  copiedFrom: z
    .nullable(z.string())
    .check(about('The code that it was copied by; null of a topic prepared for its learner.')),
  takenDown: z
    .boolean()
    .check(about('Whether operators took it out of sharing: it cannot be shared again.')),
});

export const ownTopicSchema = z.extend(listedTopicSchema, {
  notes: z.nullable(z.string()).check(about('As they were given; null without.')),
});

export type NewTopic = z.input<typeof newTopicSchema>;
export type EditedTopic = z.input<typeof editedTopicSchema>;
export type ListedTopicBody = z.infer<typeof listedTopicSchema>;
export type OwnTopicBody = z.infer<typeof ownTopicSchema>;
