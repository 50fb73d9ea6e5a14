import * as z from 'zod/mini';
import { idSchema } from './identifiers.ts';
import {
  commentMaximumCharacters,
  correctedTextMaximumCharacters,
  keyPointsMaximum,
  roundsMaximum,
  typedTextMaximumCharacters,
} from './limits.ts';
import { shownText } from './text-rules.ts';

const about = z.describe;

/** Either of what a submission may bring: a recording's URL or a typed text. */
export const spokenOrTyped = {
  audioUrl: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(2048),
        about(
          'Of a recording: the `audioUrl` that came with its upload URL. First posted more than 45 minutes after that, it ends as UPLOAD_MISSING.',
        ),
      ),
  ),
  text: z.optional(
    shownText(typedTextMaximumCharacters).check(
      about('Of a typed one: up to 5,000 characters as people count them.'),
    ),
  ),
};

interface SpokenOrTyped {
  readonly audioUrl?: string | undefined;
  readonly text?: string | undefined;
}

export const isOneOfTwo = ({ audioUrl, text }: SpokenOrTyped) =>
  (audioUrl === undefined) !== (text === undefined);

export const oneOfTwo = {
  path: ['audioUrl'],
  error: 'give either audioUrl or text',
  params: { code: 'ONE_OF_TWO' },
};

export const eitherRequired = { oneOf: [{ required: ['audioUrl'] }, { required: ['text'] }] };

/** A key point's number in its topic. */
export const keyPointNumber = z.int().check(z.minimum(1), z.maximum(keyPointsMaximum));

export const lectureSubmissionSchema = z
  .strictObject({
    topicId: idSchema.check(about('What is taught.')),
    ...spokenOrTyped,
    keyPoints: z.optional(
      z.array(keyPointNumber).check(
        z.minLength(1),
        z.maxLength(keyPointsMaximum),
        z.refine((numbers) => new Set(numbers).size === numbers.length, {
          error: 'must not name a key point twice',
        }),
        z.meta({ uniqueItems: true }),
        about(
          'Numbers of the topic’s key points, from 1: the lecture is judged on those alone, and stays outside the ranking.',
        ),
      ),
    ),
    recordingSeconds: z.optional(
      z
        .number()
        .check(
          z.minimum(0),
          z.maximum(86_400),
          about(
            'How long the recording is by the client’s own clock. It paces `Retry-After`, and nothing else rests on it.',
          ),
        ),
    ),
    notify: z.optional(
      z
        .boolean()
        .check(
          about(
            'Whether my devices are told when it ends, those that `changeReminders` was told of. Without it nobody is.',
          ),
        ),
    ),
    parent: z.optional(
      idSchema.check(
        about(
          'With `keyPoints`: my assessed lecture on the same topic of which this one teaches something again.',
        ),
      ),
    ),
  })
  .check(
    z.refine(isOneOfTwo, oneOfTwo),
    z.refine(({ keyPoints, parent }) => parent === undefined || keyPoints !== undefined, {
      path: ['keyPoints'],
      error: 'is needed beside parent',
      params: { code: 'REQUIRED' },
    }),
    z.meta({ ...eitherRequired, dependentRequired: { parent: ['keyPoints'] } }),
  );

export const answerSubmissionSchema = z
  .strictObject({
    round: z
      .int()
      .check(z.minimum(1), z.maximum(roundsMaximum), about('Of the `followUp` that it answers.')),
    ...spokenOrTyped,
  })
  .check(z.refine(isOneOfTwo, oneOfTwo), z.meta(eitherRequired));

export const transcriptCorrectionSchema = z.strictObject({
  text: shownText(correctedTextMaximumCharacters).check(
    about(
      'The whole transcript with what was misheard put right: at most 15 % of the heard characters may be changed.',
    ),
  ),
});

export const disagreementSchema = z.strictObject({
  keyPoint: keyPointNumber.check(
    about('The number of a key point that the lecture was judged on; its label is disputed.'),
  ),
  comment: z.optional(
    shownText(commentMaximumCharacters).check(
      about('Why, for my own notes and my export. No judge reads it.'),
    ),
  ),
});

/** How a lecture is to be shown. */
export const viewSchema = z.strictObject({
  view: z.optional(
    z
      .enum(['hints'])
      .check(
        about(
          'With `hints`, what was missed is hinted at: statements, corrections and the weakness are withheld',
        ),
      ),
  ),
  with: z.optional(
    z
      .enum(['parts'])
      .check(about('With `parts`, a lecture in progress is answered with what there is of it')),
  ),
});
