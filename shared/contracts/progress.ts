import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import { keyPointLabelSchema, lectureKinds } from './lecture.ts';
import { purposeFields } from './lecture-body.ts';

const about = z.describe;

const labelSchema = z.object({
  keyPoint: z.int().check(about('The key point’s number in its topic, from 1.')),
  label: keyPointLabelSchema.check(about('How it was dealt with.')),
});

const taughtSchema = z.object({
  id: idSchema.check(about('The lecture.')),
  createdAt: z.iso.datetime().check(about('When it was submitted.')),
  kind: z.enum(lectureKinds).check(about('Spoken or typed.')),
  score: z.int().check(z.minimum(0), z.maximum(100), about('Of 100.')),
  ...purposeFields,
  labels: z
    .array(labelSchema)
    .check(
      about(
        'Its key points in order, as they were judged first; empty for lectures of before they were kept here.',
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
  lecture: idSchema.check(about('The lecture whose label it takes the place of.')),
  createdAt: z.iso.datetime().check(about('When I asked for it.')),
  by: z.enum(['transcript', 'disagreement']).check(about('What it goes by.')),
  ...labelSchema.shape,
});

/** What a learner has taught, by topic: charts of a topic or of one of its key points are made of it. */
export const progressSchema = z.object({
  topics: z
    .array(
      z.object({
        topicId: idSchema.check(about('What was taught.')),
        topicName: z.string().check(about('Its name when it was last taught.')),
        lectures: z.array(taughtSchema).check(about('The assessed ones, oldest first.')),
        answers: z
          .array(answeredSchema)
          .check(
            about(
              'What the pupils of these and of earlier lectures were answered, oldest first; each is judged on one key point.',
            ),
          ),
        revisions: z
          .array(revisionSchema)
          .check(
            about(
              'Labels of these and of earlier lectures that stand in the place of their first ones, as under `revised` of the lecture: of two for one key point the last counts.',
            ),
          ),
      }),
    )
    .check(about('The topic that was taught or answered about last comes first.')),
});

export type ProgressBody = z.infer<typeof progressSchema>;
