import { changedRemindersSchema, remindersSchema } from '../reminders.ts';
import type { Route } from '../route.ts';

export const getRemindersRoute = {
  method: 'GET',
  path: '/api/v1/users/reminders',
  summary: 'Read my settings for notifications and reminders',
  auth: 'user',
  servedBy: 'change-consents',
} as const satisfies Route;

export const changeRemindersRoute = {
  method: 'PUT',
  path: '/api/v1/users/reminders',
  summary: 'Turn notifications and reminders on this device on or off',
  auth: 'user',
  servedBy: 'change-consents',
  body: changedRemindersSchema,
} as const satisfies Route;

/**
 * The routes of notifications and reminders, in addition to v1. Both are off until a learner asks for
 * them.
 */
export const reminderRoutes = {
  'get-reminders': { ...getRemindersRoute, response: remindersSchema },
  'change-reminders': { ...changeRemindersRoute, response: remindersSchema },
} as const satisfies Record<string, Route>;
