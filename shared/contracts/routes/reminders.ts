import { changedRemindersSchema, remindersSchema } from '../reminders.ts';
import type { Route } from '../route.ts';

export const getRemindersRoute = {
  method: 'GET',
  path: '/api/v1/users/reminders',
  summary: 'What I am told and reminded of',
  auth: 'user',
  servedBy: 'change-consents',
} as const satisfies Route;

export const changeRemindersRoute = {
  method: 'PUT',
  path: '/api/v1/users/reminders',
  summary: 'Be told and reminded on this device, or no longer',
  auth: 'user',
  servedBy: 'change-consents',
  body: changedRemindersSchema,
} as const satisfies Route;

/** Being told and reminded, beside v1 and off until a learner asks for it. */
export const reminderRoutes = {
  'get-reminders': { ...getRemindersRoute, response: remindersSchema },
  'change-reminders': { ...changeRemindersRoute, response: remindersSchema },
} as const satisfies Record<string, Route>;
