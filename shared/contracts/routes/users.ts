import * as z from 'zod/mini';
import { loginSchema, standingSchema, userNameSchema } from '../answer-parts.ts';
import { changedConsentsSchema, consentsSchema } from '../consents.ts';
import { keptHabitsSchema } from '../habits.ts';
import { idSchema } from '../identifiers.ts';
import { keptLeagueSchema } from '../league.ts';
import { lectureSchema } from '../lecture-body.ts';
import { nameMaximumCharacters } from '../limits.ts';
import { ownTopicSchema } from '../own-topics.ts';
import { cursorSchema } from '../paging.ts';
import { keptRemindersSchema } from '../reminders.ts';
import type { Route } from '../route.ts';
import { reportSchema } from '../shared-topics.ts';
import { shownLine, transferCodeSchema } from '../text-rules.ts';

const about = z.describe;

export const issueTokenRoute = {
  method: 'POST',
  path: '/api/v1/users/token/issue',
  summary: 'Create a user for this device and issue a token',
  auth: 'public',
} as const satisfies Route;

export const createTransferCodeRoute = {
  method: 'POST',
  path: '/api/v1/users/transfer-codes',
  summary: 'Make a code that signs another device in as me',
  auth: 'user',
} as const satisfies Route;

export const redeemTransferCodeRoute = {
  method: 'POST',
  path: '/api/v1/users/token',
  summary: 'Sign in as the user whose other device shows this code',
  auth: 'public',
  body: z.strictObject({
    code: transferCodeSchema.check(
      about('The code, with or without its spaces. It works once, for ten minutes.'),
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
  summary: 'Read what I have consented to',
  auth: 'user',
} as const satisfies Route;

export const changeConsentsRoute = {
  method: 'PUT',
  path: '/api/v1/users/consents',
  summary: 'Give or withdraw consent',
  auth: 'user',
  body: changedConsentsSchema,
} as const satisfies Route;

export const deleteUserRoute = {
  method: 'DELETE',
  path: '/api/v1/users/me',
  summary: 'Delete my user: all of my rows and recordings, and this token',
  auth: 'token',
} as const satisfies Route;

export const exportUserRoute = {
  method: 'GET',
  path: '/api/v1/users/me/export',
  summary: 'Export everything that is kept about me, in pages',
  auth: 'user',
  query: z.strictObject({ cursor: z.optional(cursorSchema) }),
} as const satisfies Route;

export const userRoutes = {
  'issue-token': {
    ...issueTokenRoute,
    response: loginSchema('The default name of the new user.'),
  },
  'create-transfer-code': {
    ...createTransferCodeRoute,
    response: z.object({
      code: z.string().check(about('16 digits in groups of four, to type on the other device.')),
      validUntil: z.iso.datetime().check(about('When it expires, used or not.')),
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
          createdAt: z.iso.datetime().check(about('When the user was created.')),
          daysThere: z
            .array(z.iso.date())
            .check(
              about('The days (Asia/Seoul) of use in the first month and the last three weeks.'),
            ),
          firstFeedbackOn: z
            .nullable(z.iso.date())
            .check(
              about(
                'The day of the first judged lecture; null before it, or where it was not noted.',
              ),
            ),
        })
        .check(about('The profile.')),
      lectures: z.array(lectureSchema).check(about('The lectures, newest first.')),
      topics: z
        .array(ownTopicSchema)
        .check(about('Own topics, newest first, as far back as the lectures of this page.')),
      consents: consentsSchema.shape.history.check(
        about('Every change of a consent, newest first; all of them are on the first page.'),
      ),
      reports: z
        .array(reportSchema)
        .check(
          about('This learner’s reports of shared topics; all of them are on the first page.'),
        ),
      habits: z
        .nullable(keptHabitsSchema)
        .check(about('The data behind streak, quest and reviews; null where there is none.')),
      rewards: z
        .array(
          z.object({
            day: z.iso.date().check(about('The day in Asia/Seoul.')),
            count: z.int().check(about('How many lectures were added to the allowance.')),
          }),
        )
        .check(
          about(
            'Rewards for ads, for the days that are still kept; all of them are on the first page.',
          ),
        ),
      reminders: z
        .nullable(keptRemindersSchema)
        .check(about('The settings for notifications and reminders; null where there are none.')),
      league: z
        .nullable(keptLeagueSchema)
        .check(about('The weekly league; null for a learner who was never in it.')),
      standing: z
        .nullable(standingSchema)
        .check(about('What the ranking counts; null where it counts nothing.')),
    }),
  },
} as const satisfies Record<string, Route>;
