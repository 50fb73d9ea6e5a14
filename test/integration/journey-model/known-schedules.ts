import { goodMoods } from './providers.ts';
import type { Plan } from './run.ts';
import { roomyLimits, type Schedule, type Step } from './steps.ts';

const toItsEnd: Plan = { until: 'end' };
const after = (afterCalls: number): Plan => ({ until: 'pause', afterCalls });
const start = { plan: toItsEnd, readsLag: false } as const;

function scheduleOf(...steps: Step[]): Schedule {
  return { limits: roomyLimits, startsBeforeMidnightSeconds: 12 * 3_600, steps };
}

/** Ways to go wrong that chance finds too seldom; every run begins with them. */
export const knownSchedules: readonly Schedule[] = [
  // Two messages of one lecture, the second of which comes while the first one's worker waits for
  // speech.
  scheduleOf(
    { do: 'record', user: 0, bytes: 'stacks' },
    { ...start, do: 'submit', upload: 0, topic: 0 },
    { ...start, do: 'work', message: 0, moods: goodMoods, plan: after(7) },
    { ...start, do: 'work', message: 1, moods: goodMoods },
    { do: 'resume', run: 0, plan: toItsEnd },
  ),
  // A lecture submitted behind its user's deletion, and redriven just before the last traces are
  // erased: its worker goes on writing after that.
  scheduleOf(
    { do: 'record', user: 0, bytes: 'hash tables' },
    { ...start, do: 'submit', upload: 0, topic: 0, plan: after(2) },
    { ...start, do: 'delete user', user: 0 },
    { do: 'upload', upload: 0, bytes: 'hash tables' },
    { do: 'resume', run: 0, plan: toItsEnd },
    {
      ...start,
      do: 'work',
      message: 1,
      moods: { ...goodMoods, speech: { does: 'fail', kind: 'quota' } },
    },
    { do: 'wait', seconds: 1_970 },
    { do: 'redrive', from: 'provisional failures' },
    { ...start, do: 'work', message: 2, moods: goodMoods, plan: after(7) },
    { do: 'wait', seconds: 30 },
    { ...start, do: 'sweep' },
    { do: 'resume', run: 0, plan: toItsEnd },
  ),
  // The same bytes under a second URL, while the first lecture waits for its redrive: that comes back
  // more than once, and the second one is put off in between.
  scheduleOf(
    { do: 'record', user: 0, bytes: 'stacks' },
    { ...start, do: 'submit', upload: 0, topic: 0, plan: toItsEnd },
    {
      ...start,
      do: 'work',
      message: 0,
      moods: {
        ...goodMoods,
        chat: { does: 'fail', kind: 'unavailable', retryAfterSeconds: 2_000 },
      },
    },
    { do: 'redrive', from: 'provisional failures' },
    { do: 'record', user: 0, bytes: 'stacks' },
    { ...start, do: 'submit', upload: 0, topic: 0, plan: toItsEnd },
    {
      ...start,
      do: 'work',
      message: 2,
      moods: { ...goodMoods, chat: { does: 'fail', kind: 'unavailable', retryAfterSeconds: 300 } },
    },
    { ...start, do: 'work', message: 1, moods: goodMoods },
  ),
  // A POST in the last moments in which it makes a lecture, held up while its upload is looked at.
  scheduleOf(
    { do: 'record', user: 0, bytes: 'stacks' },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { do: 'wait', seconds: 900 },
    { ...start, do: 'look', message: 0 },
    { do: 'wait', seconds: 900 },
    { ...start, do: 'look', message: 0 },
    { do: 'wait', seconds: 898 },
    { ...start, do: 'submit', upload: 0, topic: 0, plan: after(3) },
    { do: 'wait', seconds: 5 },
    { ...start, do: 'look', message: 0 },
    { do: 'resume', run: 0, plan: toItsEnd },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { do: 'wait', seconds: 300 },
    { ...start, do: 'look', message: 0 },
  ),
  // An upload that comes just after the sweep has looked for it: its worker is at work as the sweep comes to
  // the end that it means to write, and others come before that worker goes on.
  scheduleOf(
    { do: 'presign', user: 0 },
    { ...start, do: 'submit', upload: 0, topic: 0 },
    { do: 'wait', seconds: 125 },
    { ...start, do: 'sweep', plan: after(10) },
    { do: 'upload', upload: 0, bytes: 'stacks' },
    { ...start, do: 'work', message: 0, moods: goodMoods, plan: after(6) },
    { do: 'resume', run: 0, plan: toItsEnd },
    { ...start, do: 'sweep' },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { ...start, do: 'work', message: 1, moods: goodMoods },
    { do: 'resume', run: 0, plan: toItsEnd },
  ),
  // An upload that comes when its lecture has been ended for lack of it, and whose event is lost.
  scheduleOf(
    { do: 'presign', user: 0 },
    { ...start, do: 'submit', upload: 0, topic: 0 },
    { do: 'wait', seconds: 125 },
    { ...start, do: 'sweep' },
    { do: 'upload', upload: 0, bytes: 'stacks' },
    { do: 'lose event', message: 0 },
    { do: 'wait', seconds: 2_690 },
    { ...start, do: 'sweep' },
  ),
  // A worker that dies at about the moment when a topic's content has been stored and its end has
  // not.
  ...[8, 9, 10].map((afterCalls) =>
    scheduleOf(
      { ...start, do: 'create topic', user: 0, title: 0 },
      { ...start, do: 'work', message: 0, moods: goodMoods, plan: { until: 'crash', afterCalls } },
      { do: 'wait', seconds: 250 },
      { do: 'deliver again', message: 0 },
      { ...start, do: 'work', message: 0, moods: goodMoods },
    ),
  ),
  // A consent that is withdrawn between a worker's death and the next delivery, and one whose learner is
  // deleted while it is being withdrawn.
  scheduleOf(
    { ...start, do: 'change consent', user: 0, given: true },
    { do: 'record', user: 0, bytes: 'stacks' },
    { ...start, do: 'submit', upload: 0, topic: 0 },
    {
      ...{ ...start, do: 'work', message: 0, moods: goodMoods },
      plan: { until: 'crash', afterCalls: 6 },
    },
    { ...start, do: 'change consent', user: 0, given: false },
    { do: 'wait', seconds: 250 },
    { do: 'deliver again', message: 0 },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { ...start, do: 'change consent', user: 0, given: true },
    { ...start, do: 'change consent', user: 0, given: false, plan: after(2) },
    { ...start, do: 'delete user', user: 0 },
    { do: 'resume', run: 0, plan: toItsEnd },
  ),
  // A topic that is shared once its learner has withdrawn what preparing it needed.
  scheduleOf(
    { ...start, do: 'change consent', user: 0, given: true },
    { ...start, do: 'create topic', user: 0, title: 0 },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { ...start, do: 'change consent', user: 0, given: false },
    { ...start, do: 'share topic', topic: 0, verdict: 'fine' },
  ),
  // A copy that is held between its look at the code and its mark there, while operators take the topic
  // down with its copies.
  scheduleOf(
    { ...start, do: 'create topic', user: 0, title: 0 },
    { ...start, do: 'work', message: 0, moods: goodMoods },
    { ...start, do: 'share topic', topic: 0, verdict: 'fine' },
    { ...start, do: 'copy shared', code: 0, user: 1, plan: after(6) },
    { ...start, do: 'take down', code: 0, withCopies: true },
    { do: 'resume', run: 0, plan: toItsEnd },
  ),
];
