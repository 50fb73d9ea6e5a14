import * as z from 'zod/mini';
import { keyPointSchema, misconceptionSchema, topicCardSchema } from './answer-parts.ts';
import { idSchema } from './identifiers.ts';
import { failureReasonSchema } from './lecture.ts';
import { ownTopicLimits } from './own-topic-limits.ts';
import { topicShareSchema } from './shared-topics.ts';
import { shownLine, shownText } from './text-rules.ts';

/** The states that a learner polls for. */
export const ownTopicStatuses = ['PREPARING', 'READY', 'FAILED'] as const;

const about = z.describe;
const { titleCharacters, notesCharacters, statementCharacters } = ownTopicLimits;
const { leastKeyPoints, mostKeyPoints, mostMisconceptions } = ownTopicLimits;

const titleSchema = shownLine(titleCharacters).check(
  about('The title, in up to 60 characters as people count them.'),
);

export const newTopicSchema = z.strictObject({
  title: titleSchema,
  notes: z.optional(
    shownText(notesCharacters).check(
      about(
        'What the learner is studying, in up to 5,000 characters. The key points follow from it.',
      ),
    ),
  ),
});

export const editedTopicSchema = z.strictObject({
  title: titleSchema,
  keyPoints: z
    .array(
      z.strictObject({
        statement: shownLine(statementCharacters).check(
          about('One idea of a good explanation, in one sentence.'),
        ),
        weight: z
          .int()
          .check(
            z.minimum(1),
            z.maximum(5),
            about('Its weight in the score, relative to the others.'),
          ),
      }),
    )
    .check(
      z.minLength(leastKeyPoints),
      z.maxLength(mostKeyPoints),
      z.refine(
        (points) => new Set(points.map(({ statement }) => statement)).size === points.length,
        {
          error: 'must all differ',
        },
      ),
      about('The key points that talks are judged by: three to six, all different.'),
    ),
});

/** A topic as it stands in lists: complete except for the notes. */
export const listedTopicSchema = z.object({
  id: idSchema.check(about('Names this topic. It is the `topicId` of a lecture on it.')),
  majorId: idSchema.check(about('The same for every own topic.')),
  majorName: z.string().check(about('The same for every own topic.')),
  subjectId: idSchema.check(about('The same for every own topic.')),
  subjectName: z.string().check(about('The same for every own topic.')),
  title: z.string().check(about('The title of the topic.')),
  status: z
    .enum(ownTopicStatuses)
    .check(about('PREPARING until the topic is READY or has FAILED.')),
  failureReason: z
    .nullable(failureReasonSchema)
    .check(about('Why it could not be prepared; null in any other state.')),
  nextAllowanceAt: z
    .nullable(z.iso.datetime())
    .check(about('With QUOTA_EXCEEDED: when the next day’s allowance begins.')),
  keyPoints: z
    .nullable(z.array(keyPointSchema))
    .check(about('The key points that a talk on it is judged by; null until it is READY.')),
  misconceptions: z
    .nullable(z.array(misconceptionSchema).check(z.maxLength(mostMisconceptions)))
    .check(about('Wrong beliefs that a talk on it may voice; null until it is READY.')),
  card: z
    .nullable(topicCardSchema())
    .check(about('Half a minute of reading before the talk; null until it is READY.')),
  createdAt: z.iso.datetime().check(about('When it was created.')),
  share: z
    .nullable(topicShareSchema)
    .check(about('The code under which others can copy it; null where it is not shared.')),
  copiedFrom: z
    .nullable(z.string())
    .check(about('The code under which it was copied; null for a topic prepared for its learner.')),
  takenDown: z
    .boolean()
    .check(about('Whether operators have stopped its sharing; it then cannot be shared again.')),
});

export const ownTopicSchema = z.extend(listedTopicSchema, {
  notes: z
    .nullable(z.string())
    .check(about('The notes as they were given; null where there are none.')),
});

export type NewTopic = z.input<typeof newTopicSchema>;
export type EditedTopic = z.input<typeof editedTopicSchema>;
export type ListedTopicBody = z.infer<typeof listedTopicSchema>;
export type OwnTopicBody = z.infer<typeof ownTopicSchema>;
