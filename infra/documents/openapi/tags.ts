import type { routeGroups } from '../../../shared/contracts/routes.ts';

/** What each group of routes is about. */
export const tags = {
  users: 'A user is a device that asked for a token once.',
  catalog: 'What can be taught: majors, their subjects, and the topics of those.',
  'own topics': 'What a learner is studying, prepared to be taught.',
  'shared topics': 'Own topics that others copy by a code.',
  lectures: 'Teach a topic: upload a recording, submit it, and poll until it is assessed.',
  habits: 'What brings a learner back: a quest a day, a streak, and what is about to be forgotten.',
  reminders:
    'Notifications by Web Push: feedback is ready, and a reminder a day. Off until asked for.',
  league: 'A quiet week beside others of like activity, for whoever asks for it.',
  ranking: 'How one’s average compares.',
  rewards:
    'Lectures beyond the free ones, for ads that a learner chooses to see. Stages have them off unless they name ad units, and no client of ours shows ads.',
  documentation: 'This document and the page that shows it.',
  'web app': 'Where a learner teaches in a browser; a stage’s settings may leave it out.',
} as const satisfies Record<keyof typeof routeGroups, string>;
