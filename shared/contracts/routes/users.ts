import * as z from 'zod/mini';
import { loginSchema, standingSchema, userNameSchema } from '../answer-parts.ts';
import { changedConsentsSchema, consentsSchema } from '../consents.ts';
import { keptHabitsSchema } from '../habits.ts';
import { idSchema } from '../identifiers.ts';
import { keptLeagueSchema } from '../league.ts';
import { lectureSchema } from '../lecture-body.ts';
import { nameMaximumCharacters } from '../limits.ts';
import { cursorSchema } from '../list-parameters.ts';
import { ownTopicSchema } from '../own-topics.ts';
import { keptRemindersSchema } from '../reminders.ts';
import type { Route } from '../route.ts';
import { reportSchema } from '../shared-topics.ts';
import { shownLine } from '../text-rules.ts';
import { transferCodeSchema } from '../transfer-code.ts';

const about = z.describe;

export const issueTokenRoute = {
  method: 'POST',
  path: '/api/v1/users/token/issue',
  summary: 'Make a user for this device and give it a token',
  auth: 'public',
} as const satisfies Route;

export const createTransferCodeRoute = {
  method: 'POST',
  path: '/api/v1/users/transfer-codes',
  summary: 'Make a code by which another device becomes mine as well',
  auth: 'user',
} as const satisfies Route;

export const redeemTransferCodeRoute = {
  method: 'POST',
  path: '/api/v1/users/token',
  summary: 'Become the user whose other device shows this code',
  auth: 'public',
  body: z.strictObject({
    code: transferCodeSchema.check(
      about('The code, with or without its spaces; good for ten minutes, and once.'),
    ),
  }),
} as const satisfies Route;

export const getNameRoute = {
  method: 'GET',
  path: '/api/v1/users/name',
  summary: 'Read my name',
  auth: 'user',
} as const satisfies Route;

export const changeNameRoute = {
  method: 'PUT',
  path: '/api/v1/users/name',
  summary: 'Change my name',
  auth: 'user',
  body: z.strictObject({
    name: shownLine(nameMaximumCharacters).check(
      about('1 to 30 characters as people count them, at least one of them visible.'),
    ),
  }),
} as const satisfies Route;

export const getConsentsRoute = {
  method: 'GET',
  path: '/api/v1/users/consents',
  summary: 'What I have agreed to',
  auth: 'user',
} as const satisfies Route;

export const changeConsentsRoute = {
  method: 'PUT',
  path: '/api/v1/users/consents',
  summary: 'Agree to something, or withdraw what was agreed to',
  auth: 'user',
  body: changedConsentsSchema,
} as const satisfies Route;

export const deleteUserRoute = {
  method: 'DELETE',
  path: '/api/v1/users/me',
  summary: 'Delete me: every row and recording of mine, and this token',
  auth: 'token',
} as const satisfies Route;

export const exportUserRoute = {
  method: 'GET',
  path: '/api/v1/users/me/export',
  summary: 'Everything that is kept about me, in pages',
  auth: 'user',
  query: z.strictObject({ cursor: z.optional(cursorSchema) }),
} as const satisfies Route;

export const userRoutes = {
  'issue-token': {
    ...issueTokenRoute,
    response: loginSchema('The name that the new user has for a start.'),
  },
  'create-transfer-code': {
    ...createTransferCodeRoute,
    response: z.object({
      code: z
        .string()
        .check(about('16 digits in groups of four, to be typed on the other device.')),
      validUntil: z.iso.datetime().check(about('When it runs out, used or not.')),
    }),
  },
  'redeem-transfer-code': { ...redeemTransferCodeRoute, response: loginSchema('The user’s name.') },
  'get-name': { ...getNameRoute, response: userNameSchema() },
  'change-name': { ...changeNameRoute, response: userNameSchema() },
  'get-consents': { ...getConsentsRoute, response: consentsSchema },
  'change-consents': { ...changeConsentsRoute, response: consentsSchema },
  'delete-user': deleteUserRoute,
  'export-user': {
    ...exportUserRoute,
    response: z.object({
      user: z
        .object({
          id: idSchema.check(about('Names this user.')),
          name: z.string().check(about('The user’s name.')),
          createdAt: z.iso.datetime().check(about('When the user was made.')),
          daysThere: z
            .array(z.iso.date())
            .check(about('In Asia/Seoul: the first month and the last three weeks.')),
          firstFeedbackOn: z
            .nullable(z.iso.date())
            .check(
              about('Day of the first judged lecture; null before, or where it was not noted.'),
            ),
        })
        .check(about('The profile.')),
      lectures: z.array(lectureSchema).check(about('Newest first.')),
      topics: z
        .array(ownTopicSchema)
        .check(about('The learner’s own, newest first, as far back as the lectures of this page.')),
      consents: consentsSchema.shape.history.check(
        about('Every change of a consent, newest first, on the first page.'),
      ),
      reports: z
        .array(reportSchema)
        .check(about('Of shared topics, by this learner; all of them on the first page.')),
      habits: z
        .nullable(keptHabitsSchema)
        .check(about('What streak, quest and reviews are made of; null without.')),
      rewards: z
        .array(
          z.object({
            day: z.iso.date().check(about('In Asia/Seoul.')),
            count: z.int().check(about('By how many the allowance was raised.')),
          }),
        )
        .check(about('For ads, of the days that are still kept; on the first page.')),
      reminders: z
        .nullable(keptRemindersSchema)
        .check(about('What I am told and reminded of, on which devices; null without.')),
      league: z
        .nullable(keptLeagueSchema)
        .check(about('The weekly league; null for who was never in it.')),
      standing: z.nullable(standingSchema).check(about('What the ranking counts; null without.')),
    }),
  },
} as const satisfies Record<string, Route>;
