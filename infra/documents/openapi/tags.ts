import type { routeGroups } from '../../../shared/contracts/routes.ts';

/** What each group of routes is for. */
export const tags = {
  users: 'A user is a device that asked for a token once.',
  catalog: 'What can be taught: majors, their subjects, and the topics of each subject.',
  'own topics': 'Topics that a learner makes from own notes, prepared to be taught.',
  'shared topics': 'Own topics that others can copy by a code.',
  lectures: 'Teach a topic: upload a recording, submit it, and poll until it is assessed.',
  habits: 'What brings a learner back: a quest a day, a streak, and what is about to be forgotten.',
  reminders:
    'Notifications by Web Push: that feedback is ready, and a reminder a day. They are off until the learner asks for them.',
  league: 'A week beside learners who are about as active, for those who ask to take part.',
  ranking: 'How a learner’s average compares with others’.',
  rewards:
    'Lectures beyond the free ones, for ads that a learner chooses to see. A stage has rewards only if it names ad units, and no client of ours shows ads.',
  documentation: 'This document and the page that shows it.',
  'web app':
    'The page on which a learner teaches in a browser; a stage’s settings may leave it out.',
} as const satisfies Record<keyof typeof routeGroups, string>;
