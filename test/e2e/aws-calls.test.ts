import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import { exampleRequest } from '../../shared/contracts/example-request.ts';
import { examples } from '../../shared/contracts/examples.ts';
import { functionOf, type RouteName, routeNames } from '../../shared/contracts/routes.ts';
import {
  leagueLists,
  openLectureShards,
  reminderShards,
  standingShards,
} from '../../shared/contracts/table.ts';
import { type Calls, expectedFunctions } from '../support/expected-functions.ts';
import type { AppLecture } from '../support/published-app.ts';
import { callbackOf } from './reward-steps.ts';
import {
  recordingNamed,
  runningStack,
  untilQueueIsEmpty,
  untilRewardsAreDone,
} from './running-stack.ts';

const hashTable = 1001;

const stack = await runningStack();
const app = await stack.openApp();
const leaguer = await stack.openApp();

/** Whether this call may come from an environment that starts meanwhile, for nobody (docs/adr/0012). */
const isOfStart = ({ resource, leadingKeys }: (typeof stack.aws.calls)[number]) =>
  resource.includes('/recordings/0/') || leadingKeys.includes('USER#0');

/** The calls by the role of a function, since they were last forgotten. */
function callsOf(name: FunctionName): Calls {
  const { arn } = stack.roleOf(name);
  const counts: Record<string, number> = {};
  for (const call of stack.aws.calls) {
    const { roleArn, action } = call;
    if (roleArn === arn && !isOfStart(call)) counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

/** What a run asks of AWS in an environment that has had the same run before. */
async function callsOfWarm(name: FunctionName, run: () => Promise<unknown>): Promise<Calls> {
  await run();
  stack.aws.forgetCalls();
  await run();
  return callsOf(name);
}

async function answered(call: Promise<Response>): Promise<void> {
  const response = await call;
  await response.arrayBuffer();
  expect(response.status).toBe(200);
}

/** Calls a route as its first example shows, about the lecture below. */
function askByExample(name: RouteName): Promise<void> {
  const { method, target, body } = exampleRequest(name, { lectureId: lecture.id, topicId, code });
  const headers = {
    authorization: `Bearer ${app.stored()?.authToken}`,
    'content-type': 'application/json',
  };
  return answered(
    fetch(stack.origin + target, { method, headers, ...(body !== undefined && { body }) }),
  );
}

let copies = 0;

const never = () => {
  throw new Error('the example has no body');
};

/** Uploads the good talk in bytes of its own, so that it is no repeat of an earlier one. */
async function upload(): Promise<string> {
  copies += 1;
  const recording = await recordingNamed('hash-table-good.webm');
  const uploadUrl = await app.presign();
  // An EBML Void element, which players skip, with a number in it.
  await app.upload(uploadUrl, new Uint8Array([...recording, 0xec, 0x82, 0, copies]));
  await untilQueueIsEmpty(stack);
  return uploadUrl;
}

async function graded(uploadUrl: string): Promise<AppLecture> {
  const ended = await app.waitFor(await app.submit(hashTable, uploadUrl));
  expect(ended.status).toBe('SUCCESS');
  await untilQueueIsEmpty(stack);
  return ended;
}

const lecture = await graded(await upload());

/** A topic that is ready. */
async function prepared(title = '해시'): Promise<number> {
  const response = await app.call('POST', '/users/topics', { title });
  const { id } = z.looseObject({ id: z.int() }).parse(await response.json());
  await untilQueueIsEmpty(stack);
  return id;
}

const topicId = await prepared();

async function shared(id: number): Promise<string> {
  const response = await app.call('POST', `/users/topics/${id}/share`);
  return z.looseObject({ code: z.string() }).parse(await response.json()).code;
}

/** By a code that nobody has used yet. */
async function freshCode(): Promise<string> {
  copies += 1;
  return shared(await prepared(`공유 ${copies}`));
}

let code = await shared(topicId);

const waitingForUpload = async () => app.submit(hashTable, await app.presign());

/** For routes whose example would be no usual request, or would delete the caller. */
const unlikeTheirExamples: Readonly<Partial<Record<RouteName, () => Promise<unknown>>>> = {
  'issue-token': () => stack.openApp(),
  // A consent that already holds is not written again.
  'change-consents': () => {
    copies += 1;
    const agreed = { purpose: 'PROCESSING_ABROAD', version: copies, given: true, by: 'LEARNER' };
    return answered(app.call('PUT', '/users/consents', { consents: [agreed] }));
  },
  // A device that is not there yet.
  'change-reminders': () => {
    copies += 1;
    const { device, ...rest } = examples['change-reminders']['daily']?.body ?? never();
    const endpoint = `${device?.endpoint}${copies}`;
    return answered(
      app.call('PUT', '/users/reminders', { ...rest, device: { ...device, endpoint } }),
    );
  },
  'redeem-transfer-code': async () => {
    const made = await app.call('POST', '/users/transfer-codes');
    const { code } = z.object({ code: z.string() }).parse(await made.json());
    await answered(app.call('POST', '/users/token', { code }));
  },
  'take-reward': async () => {
    copies += 1;
    await answered(fetch(await callbackOf(stack, app, `asked-${copies}`)));
  },
  // A learner in the league has their points written with each lecture.
  'change-league': () => answered(leaguer.call('PUT', '/users/league', { isIn: true })),
  'delete-user': async () => answered((await stack.openApp()).call('DELETE', '/users/me')),
  'create-topic': async () => {
    copies += 1;
    const notes = '노트가 있다.';
    await answered(app.call('POST', '/users/topics', { title: `주제 ${copies}`, notes }));
  },
  'delete-topic': () => answered(app.call('DELETE', '/users/topics/1')),
  'stop-sharing': async () => {
    await answered(app.call('DELETE', `/users/topics/${topicId}/share`));
    code = await shared(topicId);
  },
  'copy-shared-topic': async () =>
    answered(app.call('POST', `/topics/shared/${await freshCode()}/copies`)),
  'report-shared-topic': async () => {
    const path = `/topics/shared/${await freshCode()}/reports`;
    await answered(app.call('POST', path, { reason: 'OTHER' }));
  },
  'answer-pupil': async () => {
    const { id } = await graded(await upload());
    await answered(app.call('POST', `/lecture/${id}/answers`, { round: 1, text: '그래서요.' }));
  },
  'correct-transcript': async () => {
    const { id, transcribed } = await graded(await upload());
    const text = `${transcribed}요`;
    await answered(app.call('PUT', `/lecture/${id}/transcript`, { text }));
  },
  'dispute-label': async () => {
    const { id, feedback } = await graded(await upload());
    const keyPoint = 1 + (feedback?.keyPoints.findIndex(({ label }) => label !== 'covered') ?? 0);
    await answered(app.call('POST', `/lecture/${id}/disagreements`, { keyPoint }));
  },
  'list-lectures': () => answered(app.call('GET', '/users/lectures')),
  'submit-lecture': waitingForUpload,
  'get-lecture': async () => {
    const { id } = await waitingForUpload();
    expect((await app.lecture(id)).status).toBe('IN_PROGRESS');
  },
};

describe('a run on a schedule that finds nothing to do asks AWS', () => {
  it('in the sweep for each shard of open lectures and for deleted users', async () => {
    const sweep = () => stack.runSchedule(stack.functionOf('sweep-lectures').arn);
    expect(await callsOfWarm('sweep-lectures', sweep)).toEqual({
      'dynamodb:Query': openLectureShards + 1,
    });
  });

  it('in the reminders for how much waits, for each shard, and once for the key', async () => {
    const find = () => stack.runSchedule(stack.functionOf('send-reminders').arn);
    expect(await callsOfWarm('send-reminders', find)).toEqual({
      'sqs:GetQueueAttributes': 1,
      'dynamodb:Query': reminderShards,
      'dynamodb:GetItem': 1,
    });
  });

  it('in the fold for each shard of standings and the last day that was counted, and stores the snapshot', async () => {
    const fold = () => stack.runSchedule(stack.functionOf('fold-standings').arn);
    // The first one counts yesterday.
    await fold();
    expect(await callsOfWarm('fold-standings', fold)).toEqual({
      'dynamodb:Query': standingShards + 1,
      // Packed, and as the list that the release before reads.
      'dynamodb:PutItem': 2,
    });
  });

  it('for each list of the league’s groups, of the last two weeks', async () => {
    const close = () => stack.runSchedule(stack.functionOf('close-leagues').arn);
    expect(await callsOfWarm('close-leagues', close)).toEqual({
      'dynamodb:Query': 2 * leagueLists,
    });
  });
});

describe('a warm request asks AWS for no more than it needs', () => {
  it.each(routeNames)('%s', async (name) => {
    const ask = unlikeTheirExamples[name] ?? (() => askByExample(name));
    expect(await callsOfWarm(functionOf(name), ask)).toEqual(expectedFunctions[name].asks);
  });
});

describe('a reward asks AWS', () => {
  it('in the worker for the learner, the consents and the credit', async () => {
    const credited = async () => {
      copies += 1;
      await answered(fetch(await callbackOf(stack, app, `credited-${copies}`)));
      await untilRewardsAreDone(stack);
    };
    // If there are two workers, the second may have been the one that begins.
    const { 'secretsmanager:GetSecretValue': _, ...calls } = await callsOfWarm(
      'credit-reward',
      credited,
    );
    expect(calls).toEqual({ 'dynamodb:Query': 2, 'dynamodb:UpdateItem': 1 });
  });
});

describe('a lecture that is uploaded before it is submitted asks AWS', () => {
  it('in the worker once for the upload’s event, and sends on what no lecture has claimed', async () => {
    const { 's3:ListBucket': _, ...calls } = await callsOfWarm('process-lecture', upload);
    expect(calls).toEqual({
      'dynamodb:GetItem': 1,
      // It will be looked at again, in case no lecture claims it.
      'sqs:SendMessage': 1,
    });
  });

  it('in its submission for the caller, the object, the guard against repeats, the row and the message', async () => {
    const submitted = async () => graded(await upload());
    expect(await callsOfWarm('submit-lecture', submitted)).toEqual({
      'dynamodb:Query': 1,
      's3:GetObject': 1,
      'dynamodb:PutItem': 2,
      'sqs:SendMessage': 1,
    });
  });

  it('in the worker once for each step from the claim to the ranking', async () => {
    const uploadUrl = await upload();
    stack.aws.forgetCalls();
    await graded(uploadUrl);
    // The bucket is listed if an environment starts meanwhile, and looks for an object of nobody’s.
    const { 'dynamodb:PutItem': puts, 's3:ListBucket': _, ...calls } = callsOf('process-lecture');
    expect(calls).toEqual({
      // The claim, two allowances, the stage, what was really spent, and the ending.
      'dynamodb:UpdateItem': 6,
      'sqs:ChangeMessageVisibility': 1,
      // Which object is there comes with its first bytes, and these are all of a short one.
      's3:GetObject': 1,
      // The consents, the habits, and the lectures that the day and the standing are made of.
      'dynamodb:Query': 3,
    });
    // Transcript, feedback, standing, month and what is made of the months; and what was bought, stored anew with each label that
    // comes while nothing is being stored.
    expect(puts).toBeGreaterThan(3);
    expect(puts).toBeLessThanOrEqual(5 + 1 + 6);
  });

  it('in the reading of its feedback for the row, the transcript and the feedback', async () => {
    expect(await callsOfWarm('get-lecture', () => app.lecture(lecture.id))).toEqual({
      'dynamodb:GetItem': 3,
    });
  });
});
