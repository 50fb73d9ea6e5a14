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

/** The two forms of a submission: a recording's URL, or a typed text. */
export const spokenOrTyped = {
  audioUrl: z.optional(
    z
      .string()
      .check(
        z.minLength(1),
        z.maxLength(2048),
        about(
          'For a recording: the `audioUrl` that came with its upload URL. If it is first submitted more than 45 minutes after that, it ends as UPLOAD_MISSING.',
        ),
      ),
  ),
  text: z.optional(
    shownText(typedTextMaximumCharacters).check(
      about('For a typed text: up to 5,000 characters as people count them.'),
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
    topicId: idSchema.check(about('The topic that is taught.')),
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
          'Numbers of the topic’s key points, counted from 1. The lecture is judged on these alone, and stays outside the ranking.',
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
            'The length of the recording by the client’s own clock. It is only used to pace `Retry-After`.',
          ),
        ),
    ),
    notify: z.optional(
      z
        .boolean()
        .check(
          about(
            'Whether to notify the devices registered with `changeReminders` when the lecture ends. By default none is.',
          ),
        ),
    ),
    parent: z.optional(
      idSchema.check(
        about(
          'With `keyPoints`: my assessed lecture on the same topic from which this one teaches something again.',
        ),
      ),
    ),
  })
  .check(
    z.refine(isOneOfTwo, oneOfTwo),
    z.refine(({ keyPoints, parent }) => parent === undefined || keyPoints !== undefined, {
      path: ['keyPoints'],
      error: 'is required together with parent',
      params: { code: 'REQUIRED' },
    }),
    z.meta({ ...eitherRequired, dependentRequired: { parent: ['keyPoints'] } }),
  );

export const answerSubmissionSchema = z
  .strictObject({
    round: z
      .int()
      .check(
        z.minimum(1),
        z.maximum(roundsMaximum),
        about('The round of the `followUp` that it answers.'),
      ),
    ...spokenOrTyped,
  })
  .check(z.refine(isOneOfTwo, oneOfTwo), z.meta(eitherRequired));

export const transcriptCorrectionSchema = z.strictObject({
  text: shownText(correctedTextMaximumCharacters).check(
    about(
      'The whole transcript, with what was misheard corrected. At most 15 % of its characters may be changed.',
    ),
  ),
});

export const disagreementSchema = z.strictObject({
  keyPoint: keyPointNumber.check(about('The number of the key point whose label is disputed.')),
  comment: z.optional(
    shownText(commentMaximumCharacters).check(
      about('The reason, for my own notes and my export. No judge reads it.'),
    ),
  ),
});

/** The query parameters that say how a lecture is shown. */
export const viewSchema = z.strictObject({
  view: z.optional(
    z
      .enum(['hints'])
      .check(
        about(
          'With `hints`, the answer hints at what was missed, and withholds statements, corrections and the weakness',
        ),
      ),
  ),
  with: z.optional(
    z
      .enum(['parts'])
      .check(
        about('With `parts`, the answer has the parts of a lecture in progress that are ready'),
      ),
  ),
});
