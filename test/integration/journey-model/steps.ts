import * as fc from 'fast-check';
import { ownTopicLimits } from '../../../shared/contracts/own-topic-limits.ts';
import { generousLimits } from '../../support/lecture-journey.ts';
import { agree, agreeWell, type ConsentStart, withdraw } from './consents.ts';
import { goodMoods, type Moods } from './providers.ts';
import type { Plan } from './run.ts';
import {
  copyHeld,
  copyWell,
  type SharingStart,
  shareWell,
  sharing,
  waitAMonth,
} from './sharing-steps.ts';
import {
  type Bytes,
  bytes,
  chatMood,
  choice,
  plan,
  readsLag,
  recentChoice,
  speechMood,
  topic,
  user,
} from './step-parts.ts';
import type { ModelLimits } from './world.ts';

/**
 * One step of a schedule. Numbers that choose (a user, an upload, a message, a run) are taken
 * modulo what there is, so that a shrunk schedule still means something.
 */
export type Step =
  | { readonly do: 'presign'; readonly user: number }
  | { readonly do: 'upload'; readonly upload: number; readonly bytes: Bytes }
  | { readonly do: 'record'; readonly user: number; readonly bytes: Bytes }
  | Start
  | {
      readonly do: 'race';
      readonly first: Start;
      readonly second: Start;
      /** Which of the two makes its next call; after these, each goes to its end. */
      readonly turns: readonly (0 | 1)[];
    }
  | { readonly do: 'turns'; readonly runs: readonly number[] }
  | { readonly do: 'resume'; readonly run: number; readonly plan: Plan }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'deliver again' | 'copy message' | 'lose event'; readonly message: number }
  | { readonly do: 'redrive'; readonly from: 'dead letters' | 'provisional failures' };

/** A step that starts a run. */
export type Start = {
  readonly plan: Plan;
  /** Its eventually consistent reads answer what was true a moment ago. */
  readonly readsLag: boolean;
} & (
  | { readonly do: 'submit'; readonly upload: number; readonly topic: number }
  | { readonly do: 'type'; readonly user: number; readonly topic: number; readonly text: number }
  | { readonly do: 'work'; readonly message: number; readonly moods: Moods }
  | { readonly do: 'look'; readonly message: number }
  | { readonly do: 'create topic'; readonly user: number; readonly title: number }
  | { readonly do: 'delete topic'; readonly topic: number }
  | { readonly do: 'teach topic'; readonly topic: number; readonly text: number }
  | {
      readonly do: 'answer';
      readonly lecture: number;
      readonly round: number;
      readonly text: number;
    }
  | {
      readonly do: 'say answer';
      readonly lecture: number;
      readonly round: number;
      readonly upload: number;
    }
  | { readonly do: 'correct'; readonly lecture: number; readonly text: number }
  | {
      readonly do: 'dispute';
      readonly lecture: number;
      readonly keyPoint: number;
      readonly comment: number;
    }
  | SharingStart
  | ConsentStart
  | { readonly do: 'sweep' }
  | { readonly do: 'delete user'; readonly user: number }
);

const submitAny = fc.record({
  do: fc.constant('submit' as const),
  upload: recentChoice,
  topic,
  plan,
  readsLag,
});
const submitNewest = submitAny.map((submit) => ({ ...submit, upload: 0 }));
const record = fc.record({ do: fc.constant('record' as const), user, bytes });
const workAny = fc.record({
  do: fc.constant('work' as const),
  message: choice,
  plan,
  readsLag,
  moods: fc.record({ speech: speechMood, chat: chatMood }),
});
/** For the newest message, with everything well: most later steps need a result first. */
const workWell = fc.constant<Start>({
  do: 'work',
  message: 0,
  moods: goodMoods,
  plan: { until: 'end' },
  readsLag: false,
});
const look = fc.record({ do: fc.constant('look' as const), message: choice, plan, readsLag });
const sweep = fc.record({ do: fc.constant('sweep' as const), plan, readsLag });
const deleteUser = fc.record({ do: fc.constant('delete user' as const), user, plan, readsLag });
const create = { do: fc.constant('create topic' as const), user, title: fc.nat({ max: 1 }) };
const createAny = fc.record({ ...create, plan, readsLag });
const createWell = createAny.map(
  (each): Start => ({ ...each, plan: { until: 'end' }, readsLag: false }),
);
const deleteTopic = fc.record({
  do: fc.constant('delete topic' as const),
  topic: recentChoice,
  plan,
  readsLag,
});
const teachTopic = fc.record({
  do: fc.constant('teach topic' as const),
  topic: recentChoice,
  text: fc.nat({ max: 1 }),
  plan,
  readsLag,
});
const ofLecture = { lecture: recentChoice, plan, readsLag };
const round = fc.oneof(
  { weight: 4, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.constant(2) },
  { weight: 1, arbitrary: fc.constant(3) },
);
const variant = fc.nat({ max: 1 });
const answer = fc.record({
  do: fc.constant('answer' as const),
  ...ofLecture,
  round,
  text: variant,
});
const sayAnswer = fc.record({
  do: fc.constant('say answer' as const),
  ...ofLecture,
  round,
  upload: recentChoice,
});
const correct = fc.record({ do: fc.constant('correct' as const), ...ofLecture, text: variant });
const dispute = fc.record({
  do: fc.constant('dispute' as const),
  ...ofLecture,
  keyPoint: fc.integer({ min: 1, max: 3 }),
  comment: variant,
});
/** What may follow a result. */
const later = fc.oneof<fc.WeightedArbitrary<Start>[]>(
  { weight: 3, arbitrary: answer },
  { weight: 1, arbitrary: sayAnswer },
  { weight: 2, arbitrary: correct },
  { weight: 2, arbitrary: dispute },
);
const racer = fc.oneof<fc.WeightedArbitrary<Start>[]>(
  { weight: 5, arbitrary: workAny },
  { weight: 2, arbitrary: submitAny },
  { weight: 2, arbitrary: sweep },
  { weight: 1, arbitrary: look },
  { weight: 1, arbitrary: createAny },
  { weight: 1, arbitrary: deleteTopic },
  { weight: 2, arbitrary: later },
  { weight: 3, arbitrary: sharing },
  { weight: 1, arbitrary: deleteUser },
  { weight: 1, arbitrary: withdraw },
);

const resume = fc.record({ do: fc.constant('resume' as const), run: choice, plan });

const step = fc.oneof<fc.WeightedArbitrary<Step>[]>(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('presign'), user }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('upload'), upload: recentChoice, bytes }) },
  { weight: 5, arbitrary: record },
  { weight: 6, arbitrary: submitAny },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('type'),
      user,
      topic,
      text: fc.nat({ max: 1 }),
      plan,
      readsLag,
    }),
  },
  { weight: 3, arbitrary: createAny },
  { weight: 1, arbitrary: deleteTopic },
  { weight: 2, arbitrary: teachTopic },
  { weight: 4, arbitrary: later },
  { weight: 3, arbitrary: sharing },
  { weight: 1, arbitrary: fc.oneof(agree, withdraw) },
  { weight: 9, arbitrary: workAny },
  { weight: 3, arbitrary: sweep },
  { weight: 2, arbitrary: look },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('race'),
      first: racer,
      second: racer,
      turns: fc.array(fc.constantFrom<(0 | 1)[]>(0, 1), {
        minLength: 1,
        maxLength: 24,
        size: 'max',
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('turns'),
      runs: fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 2, arbitrary: resume },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait'),
      seconds: fc.constantFrom(1, 5, 30, 61, 125, 250, 600, 905, 1_200, 2_690),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('deliver again', 'copy message', 'lose event'),
      message: choice,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('redrive'),
      from: fc.constantFrom('dead letters', 'provisional failures'),
    }),
  },
  { weight: 1, arbitrary: deleteUser },
);

/** The ways of the app beside random steps, so that most schedules have lectures to disturb. */
const steps = fc
  .array(
    fc.oneof<fc.WeightedArbitrary<Step[]>[]>(
      { weight: 8, arbitrary: step.map((one) => [one]) },
      { weight: 1, arbitrary: fc.tuple(record, submitNewest) },
      { weight: 1, arbitrary: fc.tuple(record, submitNewest, workAny) },
      { weight: 1, arbitrary: fc.tuple(createAny, workAny, teachTopic) },
      { weight: 1, arbitrary: fc.tuple(record, submitNewest, workWell, later, workAny) },
      { weight: 1, arbitrary: fc.tuple(later, workAny, later) },
      { weight: 1, arbitrary: fc.tuple(createWell, workWell, shareWell, copyWell, sharing) },
      { weight: 1, arbitrary: fc.tuple(shareWell, copyHeld, sharing, resume) },
      { weight: 1, arbitrary: fc.tuple(shareWell, waitAMonth, sharing) },
      { weight: 1, arbitrary: fc.tuple(agreeWell, record, submitNewest, withdraw, workAny, agree) },
    ),
    { minLength: 4, maxLength: 32, size: 'max' },
  )
  .map((ways) => ways.flat());

export interface Schedule {
  readonly limits: ModelLimits;
  /** Before midnight in Seoul, when the allowances begin again. */
  readonly startsBeforeMidnightSeconds: number;
  readonly steps: readonly Step[];
}

export const roomyLimits: ModelLimits = { ...generousLimits, slots: ownTopicLimits.topics };

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  limits: fc
    .constantFrom<Partial<ModelLimits>[]>(
      { perUser: 20 },
      { perUser: 2 },
      { perUser: 1 },
      { topicsPerUser: 1 },
      { slots: 2 },
      { global: 2 },
      { refusedPerUser: 1 },
      // A few fit into what one lecture reserves, and costs in the end.
      { providerMicroDollars: 500_000 },
    )
    .map((given) => ({ ...roomyLimits, ...given })),
  startsBeforeMidnightSeconds: fc.constantFrom(12 * 3_600, 12 * 3_600, 300),
  steps,
});
