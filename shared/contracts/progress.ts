import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { keyPointLabelSchema, lectureKinds } from './lecture.ts';
import { purposeFields } from './lecture-body.ts';

const about = z.describe;

const labelSchema = z.object({
  keyPoint: z.int().check(about('The key point’s number in its topic, counted from 1.')),
  label: keyPointLabelSchema.check(about('How the talk dealt with it.')),
});

const taughtSchema = z.object({
  id: idSchema.check(about('The lecture.')),
  createdAt: z.iso.datetime().check(about('When it was submitted.')),
  kind: z.enum(lectureKinds).check(about('Spoken or typed.')),
  score: z.int().check(z.minimum(0), z.maximum(100), about('The score, 0–100.')),
  ...purposeFields,
  labels: z
    .array(labelSchema)
    .check(
      about(
        'Its key points in order, as they were first judged; empty for lectures older than this field.',
      ),
    ),
});

const answeredSchema = z.object({
  id: idSchema.check(about('The answer.')),
  lecture: idSchema.check(about('The lecture whose pupil had asked.')),
  createdAt: z.iso.datetime().check(about('When it was submitted.')),
  kind: z.enum(lectureKinds).check(about('Spoken or typed.')),
  ...labelSchema.shape,
});

const revisionSchema = z.object({
  id: idSchema.check(about('The judgement of the corrected transcript, or of the disagreement.')),
  lecture: idSchema.check(about('The lecture whose label it replaces.')),
  createdAt: z.iso.datetime().check(about('When I asked for it.')),
  by: z.enum(['transcript', 'disagreement']).check(about('What changed the label.')),
  ...labelSchema.shape,
});

/**
 * A learner's progress by topic, from which charts of a topic or of one of its key points are drawn.
 */
export const progressSchema = z.object({
  topics: z
    .array(
      z.object({
        topicId: idSchema.check(about('The topic that was taught.')),
        topicName: z.string().check(about('Its name when it was last taught.')),
        lectures: z.array(taughtSchema).check(about('The assessed lectures, oldest first.')),
        answers: z
          .array(answeredSchema)
          .check(
            about(
              'The answers to pupils of these and of earlier lectures, oldest first. Each is judged on one key point.',
            ),
          ),
        revisions: z
          .array(revisionSchema)
          .check(
            about(
              'Labels of these and of earlier lectures that replace the first ones, as in `revised` of the lecture. If a key point has two, the last one counts.',
            ),
          ),
      }),
    )
    .check(about('The topics; the one last taught or answered about comes first.')),
});

export type ProgressBody = z.infer<typeof progressSchema>;
