import * as z from 'zod/mini';
import { idParameterSchema } from '../identifiers.ts';
import { lectureSchema } from '../lecture-body.ts';
import { cursorSchema, limitSchema } from '../paging.ts';
import { progressSchema } from '../progress.ts';
import type { Route } from '../route.ts';
import {
  answerSubmissionSchema,
  disagreementSchema,
  lectureSubmissionSchema,
  transcriptCorrectionSchema,
  viewSchema,
} from '../submission.ts';

const about = z.describe;

const lecturePath = z.strictObject({
  id: idParameterSchema.check(about('The lecture’s `id`.')),
});

export const presignUploadRoute = {
  method: 'GET',
  path: '/api/v1/generate-presigned-url',
  summary: 'Get a URL for the upload of one recording',
  auth: 'user',
  ignoresQuery: true,
} as const satisfies Route;

export const submitLectureRoute = {
  method: 'POST',
  path: '/api/v1/lecture',
  summary: 'Submit an uploaded recording, or a typed text, as a lecture on a topic',
  auth: 'user',
  ignoresQuery: true,
  body: lectureSubmissionSchema,
} as const satisfies Route;

export const getLectureRoute = {
  method: 'GET',
  path: '/api/v1/lecture/{id}',
  summary: 'Read one of my lectures; poll this while its status is IN_PROGRESS',
  auth: 'token',
  pathParameters: lecturePath,
  query: viewSchema,
} as const satisfies Route;

export const revealAnswersRoute = {
  method: 'POST',
  path: '/api/v1/lecture/{id}/reveal',
  summary: 'Note that I have seen the answers, and read the whole lecture',
  auth: 'user',
  pathParameters: lecturePath,
} as const satisfies Route;

export const answerPupilRoute = {
  method: 'POST',
  path: '/api/v1/lecture/{id}/answers',
  summary: 'Answer the pupil’s question, spoken or typed',
  auth: 'user',
  pathParameters: lecturePath,
  body: answerSubmissionSchema,
} as const satisfies Route;

export const correctTranscriptRoute = {
  method: 'PUT',
  path: '/api/v1/lecture/{id}/transcript',
  summary:
    'Correct what was misheard, once; the lecture is then judged again, and its first result stays',
  auth: 'user',
  pathParameters: lecturePath,
  body: transcriptCorrectionSchema,
  servedBy: 'revise-lecture',
} as const satisfies Route;

export const disputeLabelRoute = {
  method: 'POST',
  path: '/api/v1/lecture/{id}/disagreements',
  summary: 'Disagree with the label of a key point, once; that key point is judged again by itself',
  auth: 'user',
  pathParameters: lecturePath,
  body: disagreementSchema,
  servedBy: 'revise-lecture',
} as const satisfies Route;

export const listLecturesRoute = {
  method: 'GET',
  path: '/api/v1/users/lectures',
  summary: 'List my lectures, newest first',
  auth: 'user',
  query: z.strictObject({
    limit: z.optional(limitSchema(100, 'lectures')),
    cursor: z.optional(cursorSchema),
  }),
} as const satisfies Route;

export const getProgressRoute = {
  method: 'GET',
  path: '/api/v1/users/progress',
  summary: 'Read my progress, by topic and key point',
  auth: 'token',
  query: z.strictObject({ cursor: z.optional(cursorSchema) }),
} as const satisfies Route;

export const rateLectureRoute = {
  method: 'POST',
  path: '/api/v1/lecture/{id}/rate-helpfulness',
  summary: 'Rate how helpful the feedback was, from 1 (worst) to 5 (best)',
  auth: 'user',
  pathParameters: lecturePath,
  body: z.strictObject({
    helpfulnessRating: z
      .int()
      .check(z.minimum(1), z.maximum(5), about('The rating, from 1 (worst) to 5 (best).')),
  }),
} as const satisfies Route;

export const lectureRoutes = {
  'presign-upload': {
    ...presignUploadRoute,
    response: z.object({
      uploadPresignedUrl: z.url().check(about('The URL for the PUT of the recording.')),
      audioUrl: z
        .url()
        .check(about('The same URL without its query, as `submitLecture` takes it.')),
    }),
  },
  'submit-lecture': { ...submitLectureRoute, response: lectureSchema },
  'get-lecture': { ...getLectureRoute, response: lectureSchema },
  'reveal-answers': { ...revealAnswersRoute, response: lectureSchema },
  'answer-pupil': { ...answerPupilRoute, response: lectureSchema },
  'correct-transcript': { ...correctTranscriptRoute, response: lectureSchema },
  'dispute-label': { ...disputeLabelRoute, response: lectureSchema },
  'list-lectures': { ...listLecturesRoute, response: z.array(lectureSchema) },
  'get-progress': { ...getProgressRoute, response: progressSchema },
  'rate-lecture': rateLectureRoute,
} as const satisfies Record<string, Route>;
