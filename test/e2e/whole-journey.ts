import { vi } from 'vitest';
import * as z from 'zod';
import {
  copyTraceKey,
  sharedCopyKey,
  sharedTopicKey,
  shareTraceKey,
} from '../../shared/adapters/dynamo-keys.ts';
import { routeNames, routes } from '../../shared/contracts/routes.ts';
import { type PublishedApp, withoutQuery } from '../support/published-app.ts';
import { callByExample, expectKnown, expectOk, inEnglish } from './example-calls.ts';
import { joinLeague } from './league-path.ts';
import {
  keyOfUpload,
  patience,
  type RunningStack,
  recordingNamed,
  untilQueueIsEmpty,
} from './running-stack.ts';

/** Everything that a learner can do in the app. */
export async function wholeJourney(stack: RunningStack): Promise<void> {
  const app = await stack.openApp();
  const [majorId] = await app.scroll('/major');
  const [subjectId] = await app.scroll(`/subject?majorId=${majorId}`);
  const [topicId = 0] = await app.scroll(`/topic?subjectId=${subjectId}`);
  await expectOk(app.call('PUT', '/users/name', { name: '라면 선생' }));
  await expectOk(
    app.call('PUT', '/users/consents', {
      consents: [{ purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'LEARNER' }],
    }),
  );
  const transfer = await app.call('POST', '/users/transfer-codes');
  const { code } = z.object({ code: z.string() }).parse(await transfer.json());
  await expectOk(app.call('POST', '/users/token', { code }));
  await joinLeague(app);
  const lecture = await app.teach(topicId, await recordingNamed('hash-table-good.webm'));
  const { status } = await app.waitFor(lecture);
  if (status !== 'SUCCESS') throw new Error(`the journey ended as ${status}`);
  const rating = { helpfulnessRating: 5 };
  await expectOk(app.call('POST', `/lecture/${lecture.id}/rate-helpfulness`, rating));
  const answers = `/lecture/${lecture.id}/answers`;
  const answer = { round: 1, text: '그래서 그래요.' };
  await expectOk(inEnglish(stack, app, 'POST', `/api/v1${answers}`, answer));
  await expectOk(app.call('GET', `/lecture/${lecture.id}?view=hints`));
  await expectOk(inEnglish(stack, app, 'POST', `/api/v1/lecture/${lecture.id}/reveal`));
  await untilQueueIsEmpty(stack);
  // The same recording again is the same lecture, with everything that came after it.
  await app.teach(topicId, await recordingNamed('hash-table-good.webm'));
  const audioUrl = withoutQuery(await app.presign());
  // Whether or not it is understood by then, it is looked for.
  await (await app.call('POST', answers, { round: 2, audioUrl })).arrayBuffer();
  await revisions(stack, app, lecture.id);
  await ownTopics(stack, app);
  for (const name of routeNames.filter((each) => routes[each].method === 'GET')) {
    await expectKnown(callByExample(stack, app, name, { lectureId: lecture.id }));
  }
}

/** A misheard word is corrected, and a label is disputed in a lecture that has answers already. */
async function revisions(stack: RunningStack, app: PublishedApp, lectureId: number): Promise<void> {
  const { transcribed, feedback } = await app.lecture(lectureId);
  const path = `/lecture/${lectureId}`;
  const text = `${transcribed} 네.`;
  await expectOk(inEnglish(stack, app, 'PUT', `/api/v1${path}/transcript`, { text }));
  const open = feedback?.keyPoints.findIndex(({ label }) => label !== 'covered') ?? -1;
  const keyPoint = open + 1;
  await expectOk(app.call('POST', `${path}/disagreements`, { keyPoint, comment: '말했어요.' }));
}

/** An own topic that is prepared, taught, changed and deleted. */
async function ownTopics(stack: RunningStack, app: PublishedApp): Promise<void> {
  const created = await app.call('POST', '/users/topics', {
    title: '스택',
    notes: '마지막에 넣은 것이 먼저 나온다.',
  });
  const { id } = z.looseObject({ id: z.int() }).parse(await created.json());
  const path = `/users/topics/${id}`;
  await vi.waitFor(async () => {
    const topic = await (await app.call('GET', path)).text();
    if (!topic.includes('READY')) throw new Error(`the topic is not ready: ${topic}`);
  }, patience);
  const recording = await recordingNamed('hash-table-partly.m4a');
  await app.waitFor(await app.teach(id, recording));
  const keyPoints = ['하나', '둘', '셋'].map((statement) => ({ statement, weight: 1 }));
  await expectOk(app.call('PUT', path, { title: '스택이란', keyPoints }));
  await expectOk(app.call('GET', '/users/topics'));
  await expectOk(app.call('GET', '/users/me/export'));
  await sharing(stack, app, path);
  await expectOk(app.call('DELETE', path));
}

/**
 * A topic that is shared twice, looked at, copied and reported; and one that is no longer shared. The next
 * call removes what an earlier call left half-way.
 */
async function sharing(stack: RunningStack, app: PublishedApp, topicPath: string): Promise<void> {
  const userId = keyOfUpload(await app.presign()).userId;
  const share = async () => {
    const answer = await app.call('POST', `${topicPath}/share`);
    return z.looseObject({ code: z.string() }).parse(await answer.json()).code;
  };
  const topic = { userId, lectureId: Number(topicPath.split('/').at(-1)) };
  const half = { isLeft: true, outside: sharedTopicKey('HALFWAY') };
  await stack.writeItem(shareTraceKey(topic), half);
  await share();
  await expectOk(app.call('DELETE', `${topicPath}/share`));
  const code = await share();
  const path = `/topics/shared/${code}`;
  await share();
  await expectOk(app.call('GET', path));
  const copied = async () => {
    const copy = await app.call('POST', `${path}/copies`);
    return z.looseObject({ id: z.int() }).parse(await copy.json()).id;
  };
  const copy = { userId, lectureId: await copied() };
  await expectOk(app.call('POST', `${path}/reports`, { reason: 'OTHER' }));
  await expectOk(app.call('DELETE', `/users/topics/${copy.lectureId}`));
  const halfCopy = { isLeft: true, outside: sharedCopyKey(code, copy) };
  await stack.writeItem(copyTraceKey(copy), halfCopy);
  await expectOk(app.call('DELETE', `/users/topics/${await copied()}`));
}
