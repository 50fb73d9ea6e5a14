import { brotliCompressSync, gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { vi } from 'vitest';
import {
  leagueMemberKey,
  lectureKey,
  openShardOf,
  profileKey,
  reminderShardOf,
  remindersKey,
  reportKey,
  reportTraceKey,
  seatTraceKey,
  sharedTopicKey,
  shareTraceKey,
  standingKey,
  standingShardOf,
  transferOwnerKey,
  transferTraceKey,
  webFileKey,
} from '../../shared/adapters/dynamo-keys.ts';
import { exampleRequest } from '../../shared/contracts/example-request.ts';
import { functionOf, routeNames, routes } from '../../shared/contracts/routes.ts';
import { type PublishedApp, publishedApp } from '../support/published-app.ts';
import type { TestPushService } from '../support/push-service.ts';
import { callByExample, expectKnown, expectOk } from './example-calls.ts';
import { breakGroup, leaguePaths } from './league-path.ts';
import { reminderPaths } from './reminder-path.ts';
import { earnRewards } from './reward-steps.ts';
import {
  keyOfUpload,
  patience,
  type RunningStack,
  recordingNamed,
  untilQueueIsEmpty,
} from './running-stack.ts';
import { wholeJourney } from './whole-journey.ts';

const hashTable = 1001;
const longAgo = 1;

/** As the first backend was configured: base 64 of at least 32 bytes. */
export const legacySecret = Buffer.from('a secret of the first backend, 40 bytes.').toString(
  'base64',
);

/**
 * Uses the stack in every way that needs a permission of its own: the app's journey, the paths of
 * failures, users of the first backend on each route, deletion, scheduled runs, and what each function
 * does about an error of its own.
 */
export async function walkEveryPath(stack: RunningStack, push: TestPushService): Promise<void> {
  await wholeJourney(stack);
  await failures(stack);
  await unclaimedUploads(stack);
  await earnRewards(stack);
  await reminderPaths(stack, push);
  await leaguePaths(stack);
  await firstUseByLegacyUsers(stack);
  await deletion(stack);
  await releaseAfterAnother(stack);
  for (const { functionArn } of stack.stack.schedules) await stack.runSchedule(functionArn);
  // Its schedule is off in this stage.
  await stack.runtime.invoke(stack.functionOf('send-canary').arn, {});
  await errorOfEachFunction(stack);
}

/** An upload that never comes, one that is empty, and a message that comes before its upload. */
async function failures(stack: RunningStack): Promise<void> {
  const app = await stack.openApp();
  const missing = await app.presign();
  await app.submit(hashTable, missing);
  // The app does so whenever it comes back into view.
  await app.submit(hashTable, missing);
  await stack.aws.queues.send(stack.queueArn, JSON.stringify(keyOfUpload(missing)));
  const abandoned = await app.presign();
  await app.submit(hashTable, abandoned);
  const past = { deadlineAt: longAgo, openSince: longAgo };
  await stack.writeItem(lectureKey(keyOfUpload(abandoned)), past);
  await stack.writeItem(lectureKey(keyOfUpload(missing)), { openSince: longAgo });
  // The message of a third one was lost.
  const lost = await app.presign();
  await app.upload(lost, await recordingNamed('silence.webm'));
  await untilQueueIsEmpty(stack);
  const { pk: _, sk: __, ...row } = await stack.readItem(lectureKey(keyOfUpload(missing)));
  await stack.writeItem(lectureKey(keyOfUpload(lost)), { ...row, ...keyOfUpload(lost) });
  await stack.runSchedule(stack.functionOf('sweep-lectures').logicalId);
  await app.waitFor({ id: keyOfUpload(lost).lectureId });
  await app.waitFor(await app.teach(hashTable, new Uint8Array()));
}

/** Looks at an upload of now, which is looked at again, and at one of long ago, which is deleted. */
async function unclaimedUploads(stack: RunningStack): Promise<void> {
  const app = await stack.openApp();
  const key = keyOfUpload(await app.presign());
  const queueArn = stack.unclaimedQueueArn;
  for (const lectureId of [key.lectureId, longAgo]) {
    await stack.aws.queues.send(queueArn, JSON.stringify({ ...key, lectureId }));
  }
  await vi.waitFor(async () => {
    const { visible, inFlight } = await stack.aws.queues.attributes(queueArn);
    if (visible + inFlight > 0) throw new Error('not all uploads are looked at yet');
  }, patience);
}

/** Each route that reads the profile also makes it for them: each gets a user of its own. */
async function firstUseByLegacyUsers(stack: RunningStack): Promise<void> {
  const names = routeNames.filter((name) => routes[name].auth === 'user');
  for (const [index, name] of names.entries()) {
    await expectKnown(callByExample(stack, await legacyApp(stack, index + 1), name));
  }
}

/** An installed app that has its token from the first backend. */
export async function legacyApp(stack: RunningStack, userId: number): Promise<PublishedApp> {
  const authToken = await new SignJWT({ userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .sign(Buffer.from(legacySecret, 'base64'));
  return publishedApp(stack.origin, { stored: { name: '옛 사용자', authToken } });
}

/**
 * A user is deleted while a lecture of theirs is transcribed, and a signed URL of theirs is still valid.
 */
export async function deletion(stack: RunningStack): Promise<void> {
  const app = await stack.openApp();
  const kept = await app.presign();
  const { userId } = keyOfUpload(kept);
  const profile = profileKey(userId);
  // However long the rest takes: what the worker finds in the end has to be there by then.
  stack.standIn.misbehave({ kind: 'held' }, { endpoint: 'speech' });
  stack.standIn.forget();
  await app.teach(hashTable, await recordingNamed('hash-table-english.ogg'));
  await vi.waitFor(() => {
    if (!stack.standIn.requests.some(({ fault }) => fault === 'held')) {
      throw new Error('nothing is transcribed yet');
    }
  }, patience);
  await leaveOutside(stack, userId);
  await expectOk(app.call('DELETE', '/users/me'));
  // A request that was under way.
  await leaveOutside(stack, userId);
  stack.standIn.behave();
  await untilQueueIsEmpty(stack);
  // Written after the deletion, with a URL that was signed before it.
  await app.upload(kept, await recordingNamed('silence.webm'));
  await stack.writeItem({ ...profile, sk: 'REPEAT#left-behind' }, { lectureId: 1 });
  await leaveOutside(stack, userId);
  await stack.writeItem(profile, { openSince: longAgo });
  await stack.runSchedule(stack.functionOf('sweep-lectures').logicalId);
}

/** What lies in no partition of the user's, and the notes by which it is found. */
async function leaveOutside(stack: RunningStack, userId: number): Promise<void> {
  const topic = { userId, lectureId: 1 };
  for (const [note, outside] of [
    [shareTraceKey(topic), sharedTopicKey('LEFTBEHIND')],
    [reportTraceKey(userId, 'LEFTBEHIND'), reportKey(1)],
    [transferTraceKey(userId, 'LEFTBEHIND'), transferOwnerKey('LEFTBEHIND')],
    [seatTraceKey(userId, 1), leagueMemberKey({ week: 1, group: 'LEFTBEHIND' }, userId)],
  ] as const) {
    await stack.writeItem(outside, { code: 'LEFTBEHIND' });
    await stack.writeItem(note, { outside });
  }
}

/** A page of the release before still asks for a script that this release has replaced. */
async function releaseAfterAnother(stack: RunningStack): Promise<void> {
  const script = Buffer.from('before()');
  const earlier = webFileKey('main-BEFORE00.js');
  await stack.writeItem(earlier, { gzip: gzipSync(script), brotli: brotliCompressSync(script) });
  await stack.runtime.invoke(stack.functionOf('keep-web-files').arn, { RequestType: 'Update' });
  const answer = await fetch(`${stack.origin}/app/${earlier.sk}`);
  if ((await answer.text()) !== 'before()') throw new Error(`${earlier.sk}: ${answer.status}`);
  const { expiresAt } = await stack.readItem(earlier);
  if (typeof expiresAt !== 'number') throw new Error(`${earlier.sk} stays for ever`);
}

/** Events and items that nothing of ours would make: each function fails on what it reads first. */
async function errorOfEachFunction(stack: RunningStack): Promise<void> {
  const key = { userId: 999_999, lectureId: 1 };
  const malformedRow = { openShard: openShardOf(key.lectureId), openSince: longAgo };
  await stack.writeItem(lectureKey(key), malformedRow);
  const malformedStanding = { standingShard: standingShardOf(key.userId) };
  await stack.writeItem(standingKey(key.userId), malformedStanding);
  await breakGroup(stack);
  const event = {
    requestContext: { requestId: 'broken' },
    // Whichever queue it came from.
    Records: [
      { messageId: 'broken', body: JSON.stringify({ ...key, query: 'broken', receivedAt: 1 }) },
    ],
    ResponseURL: 'no URL',
    apiUrl: 'no URL',
  };
  // Routes without a caller look at their parameters before anything that is broken.
  const parameters = new Map(
    routeNames
      .filter((name) => routes[name].auth === 'public' && functionOf(name) === name)
      .map((name): [string, object] => {
        const { pathParameters, query: queryStringParameters, body } = exampleRequest(name);
        const parts = { pathParameters, queryStringParameters, body };
        return [stack.functionOf(functionOf(name)).arn, parts];
      }),
  );
  const malformedReminder = { reminderShard: reminderShardOf(key.userId), remindAt: longAgo };
  await stack.writeItem(remindersKey(key.userId), malformedReminder);
  // Its other event has nothing to fail on.
  await stack.runtime.invoke(stack.functionOf('send-reminders').arn, {});
  for (const { arn } of stack.stack.functions) {
    await stack.runtime.invoke(arn, { ...event, ...parameters.get(arn) });
  }
}
