import { beforeEach, describe, expect, it } from 'vitest';
import { codeOfBytes, shownCode } from '../../../shared/contracts/shared-topics.ts';
import { copySharedTopic } from '../../../shared/own-topics/copy-shared-topic.ts';
import { editTopic } from '../../../shared/own-topics/edit-topic.ts';
import { sharedTopicBody } from '../../../shared/own-topics/find-shared-topic.ts';
import { reportSharedTopic } from '../../../shared/own-topics/report-shared-topic.ts';
import { stopSharing } from '../../../shared/own-topics/share-topic.ts';
import { takeDown } from '../../../shared/own-topics/take-down.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import { consentOf } from '../../support/in-memory-consents.ts';
import { friend, owner, sharingJourney } from '../../support/sharing-journey.ts';
import { preparedAnswer } from '../../support/topic-answer.ts';

const days = (count: number) => count * 24 * 3_600;
/** With a sentence for the caller. */
const rejectedBy = (code: string, field?: string) =>
  expect.objectContaining({
    ...{ code, message: expect.stringMatching(/^[A-Z].+\.$/) },
    ...(field !== undefined && { field }),
  });

let world: ReturnType<typeof sharingJourney>;
beforeEach(() => {
  world = sharingJourney();
});

describe('a code', () => {
  it('has sixteen characters for ten bytes, one for each five bits', () => {
    expect(codeOfBytes(new Uint8Array(10))).toBe('0000000000000000');
    expect(codeOfBytes(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
    expect(codeOfBytes(Uint8Array.from([0, 68, 50, 20, 199, 66, 84, 182, 53, 207]))).toBe(
      '0123456789ABCDEF',
    );
  });
});

describe('a topic that is shared', () => {
  it('shows the moderated text to anybody with the code, never notes or owner, until it expires', async () => {
    const topicId = await world.prepared();
    const { code } = await world.share(topicId);
    const shown = sharedTopicBody(await world.find(code));
    expect(shown).toMatchObject({ title: '확산과 삼투', keyPoints: preparedAnswer.keyPoints });
    expect(JSON.stringify(shown)).not.toContain('확산은 …');
    expect(JSON.stringify(shown)).not.toContain(String(owner));
    // Each text is sent by itself: a verdict on all of them would name none.
    expect(world.looked[0]).toEqual(expect.arrayContaining(preparedAnswer.words));
    world.journey.clock.advanceSeconds(days(30));
    await expect(world.find(code)).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
    expect(await world.bodyOf(topicId)).toMatchObject({ share: null });
  });

  it('shows what it was when it was shared, and its new text after it is shared again', async () => {
    const topicId = await world.prepared();
    const { code } = await world.share(topicId);
    const keyPoints = ['하나', '둘', '셋'].map((statement) => ({ statement, weight: 1 }));
    await editTopic(world.ports, { userId: owner, topicId }, { title: '다른 제목', keyPoints });
    expect((await world.find(code)).title).toBe('확산과 삼투');
    expect((await world.share(topicId)).code).toBe(code);
    expect(await world.find(code)).toMatchObject({ title: '다른 제목', content: { keyPoints } });
    expect(world.looked[1]).toContain('다른 제목');
  });

  it('has another code after sharing was stopped', async () => {
    const topicId = await world.prepared();
    const { code } = await world.share(topicId);
    await stopSharing(world.ports, { userId: owner, topicId });
    await expect(world.find(code)).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
    expect((await world.share(topicId)).code).not.toBe(code);
  });
});

describe('nothing is shared', () => {
  const refused = async (code: string, field?: string) => {
    const topicId = await world.prepared();
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy(code, field));
    expect(await world.bodyOf(topicId)).toMatchObject({ share: null });
  };

  it('that the moderation flags, and its field is named', async () => {
    world.moderationSays(2);
    await refused('TEXT_NOT_FOR_SHARING', 'keyPoints.1.statement');
  });

  it.each(['unavailable', 'rate-limited', 'model-gone', 'quota', 'invalid'] as const)(
    'while the moderation answers that it is %s',
    async (kind) => {
      world.moderationSays(new ProviderError('moderation', kind, 'x'));
      await refused('MODERATION_UNAVAILABLE');
    },
  );

  it('by a learner for whom a guardian answers, and no moderator is asked', async () => {
    await world.consents.add(owner, consentOf({ by: 'GUARDIAN' }));
    await refused('NOT_BEFORE_14');
    expect(world.looked).toEqual([]);
  });

  it('and nothing is counted while nobody can moderate it', async () => {
    const topicId = await world.prepared();
    world.moderationSays(new ProviderError('moderation', 'unavailable', 'x'));
    for (let times = 0; times < 21; times += 1) {
      await expect(world.share(topicId)).rejects.toEqual(rejectedBy('MODERATION_UNAVAILABLE'));
    }
    world.moderationSays(undefined);
    for (let times = 0; times < 20; times += 1) await world.share(topicId);
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TOO_MANY_SHARES'));
  });

  it('more than twenty times a day, even if all are asked for at once', async () => {
    const topicId = await world.prepared();
    const asked = Array.from({ length: 25 }, () => world.share(topicId));
    const results = await Promise.allSettled(asked);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('by a learner who has withdrawn the consent that sending to a moderator needs', async () => {
    await world.consents.add(owner, consentOf({ at: 1 }));
    await world.consents.add(owner, consentOf({ at: 2, given: false }));
    await refused('CONSENT_WITHDRAWN');
    expect(world.looked).toEqual([]);
  });

  it('more than twenty times a day', async () => {
    const topicId = await world.prepared();
    for (let times = 0; times < 20; times += 1) await world.share(topicId);
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TOO_MANY_SHARES'));
    expect(world.looked).toHaveLength(20);
    world.journey.clock.advanceSeconds(days(1));
    await expect(world.share(topicId)).resolves.toBeDefined();
  });
});

describe('wrong codes', () => {
  it('are counted by user and day; after twenty of them right ones are refused as well', async () => {
    const { code } = await world.share(await world.prepared());
    for (let tries = 0; tries < 20; tries += 1) {
      await expect(world.find('NOBODY')).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
    }
    await expect(world.find(code)).rejects.toEqual(rejectedBy('TOO_MANY_CODES'));
    await expect(world.copy(code)).rejects.toEqual(rejectedBy('TOO_MANY_CODES'));
    await expect(world.find(code, 7_003)).resolves.toBeDefined();
    world.journey.clock.advanceSeconds(days(1));
    await expect(world.find(code)).resolves.toBeDefined();
  });
});

describe('a copy', () => {
  it('is one of its learner’s fifty topics, ready at once, and the same to a repeat', async () => {
    const { code } = await world.share(await world.prepared());
    const copy = await world.copy(code);
    const { lectureId } = copy.preparation;
    expect((await world.copy(code)).preparation.lectureId).toBe(lectureId);
    expect([...world.journey.topics.rooms]).toContain(lectureId);
    expect(await world.bodyOf(lectureId, friend)).toMatchObject({
      ...{ title: '확산과 삼투', status: 'READY', keyPoints: preparedAnswer.keyPoints },
      ...{ copiedFrom: shownCode(code), share: null, takenDown: false },
    });
  });

  it('has no room beside fifty others', async () => {
    const { code } = await world.share(await world.prepared());
    for (let id = 1; id < 50; id += 1) {
      await world.journey.topics.holdSlot({ userId: friend, lectureId: id * 1e15 }, 50);
    }
    await expect(world.copy(code)).rejects.toEqual(rejectedBy('TOO_MANY_TOPICS'));
  });

  it('can be found by operators before it is there, and a repeat completes what broke off', async () => {
    const { code } = await world.share(await world.prepared());
    const topics = { ...world.journey.topics, create: () => Promise.reject(new Error('crash')) };
    const wanted = { userId: friend, code, correlationId: 'request-2' };
    await expect(copySharedTopic({ ...world.ports, topics }, wanted)).rejects.toThrow('crash');
    expect(world.sharing.copies.get(code)).toHaveLength(1);
    const copy = await world.copy(code);
    expect(world.sharing.copies.get(code)?.[0]).toMatchObject({
      lectureId: copy.preparation.lectureId,
    });
  });

  it('stays when the original is no longer shared', async () => {
    const topicId = await world.prepared();
    const { code } = await world.share(topicId);
    const { lectureId } = (await world.copy(code)).preparation;
    await stopSharing(world.ports, { userId: owner, topicId });
    expect(await world.bodyOf(lectureId, friend)).toMatchObject({ status: 'READY' });
  });
});

describe('a report', () => {
  const report = (code: string, reason: 'WRONG' | 'SPAM' = 'WRONG') =>
    reportSharedTopic(world.ports, { userId: friend, code, reason });

  it('is one for each learner and code: the first', async () => {
    const { code } = await world.share(await world.prepared());
    await report(code);
    await report(code, 'SPAM');
    expect(world.sharing.reported).toMatchObject([{ code, reason: 'WRONG' }]);
  });

  it('may be about a name that is shown in the league, by its code', async () => {
    const code = '7QF39M0KV2TAXE5D';
    await expect(report(code)).rejects.toMatchObject({ code: 'SHARED_TOPIC_NOT_FOUND' });
    world.sharing.shownNames.set(code, { userId: owner, text: '이름' });
    await report(code, 'SPAM');
    expect(world.sharing.reported).toMatchObject([{ code, reason: 'SPAM' }]);
  });

  it('is one of ten a day, and about a code that is shared', async () => {
    const { code } = await world.share(await world.prepared());
    await expect(report('NOBODY')).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
    for (let times = 0; times < 10; times += 1) await report(code);
    await expect(report(code)).rejects.toEqual(rejectedBy('TOO_MANY_REPORTS'));
  });
});

describe('a topic that operators take down', () => {
  it('is no longer shared and cannot be again, while the topic itself and its copies stay', async () => {
    const topicId = await world.prepared();
    const { code } = await world.share(topicId);
    const { lectureId } = (await world.copy(code)).preparation;
    const done = await takeDown(world.ports, code, { withCopies: false });
    expect(done).toEqual({ codes: 1, copies: 0 });
    await expect(world.find(code)).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
    await expect(world.share(topicId)).rejects.toEqual(rejectedBy('TAKEN_DOWN'));
    expect(await world.bodyOf(topicId)).toMatchObject({ status: 'READY', takenDown: true });
    expect(await world.bodyOf(lectureId, friend)).toMatchObject({ status: 'READY' });
  });

  it('goes with its copies, and with copies of those', async () => {
    const { code } = await world.share(await world.prepared());
    const copy = (await world.copy(code)).preparation.lectureId;
    const second = await world.share(copy, friend);
    const third = (await world.copy(second.code, 7_003)).preparation.lectureId;
    const done = await takeDown(world.ports, code, { withCopies: true });
    expect(done).toEqual({ codes: 2, copies: 2 });
    await expect(world.bodyOf(copy, friend)).rejects.toEqual(rejectedBy('TOPIC_NOT_FOUND'));
    await expect(world.bodyOf(third, 7_003)).rejects.toEqual(rejectedBy('TOPIC_NOT_FOUND'));
    await expect(world.find(second.code)).rejects.toEqual(rejectedBy('SHARED_TOPIC_NOT_FOUND'));
  });

  it('takes along a copy that was just being made from what was found before', async () => {
    const { code } = await world.share(await world.prepared());
    const found = await world.find(code);
    const shared = { ...world.sharing.shared, find: async () => found };
    world.onWait(async () => {
      world.onWait(async () => undefined);
      await copySharedTopic(
        { ...world.ports, shared },
        { userId: friend, code, correlationId: 'request-2' },
      );
    });
    const done = await takeDown(world.ports, code, { withCopies: true });
    expect(done).toEqual({ codes: 1, copies: 1 });
  });

  it('goes on with the copies of a copy where it broke off', async () => {
    const { code } = await world.share(await world.prepared());
    const copy = (await world.copy(code)).preparation.lectureId;
    const second = await world.share(copy, friend);
    const third = (await world.copy(second.code, 7_003)).preparation.lectureId;
    const topics = { ...world.journey.topics, delete: () => Promise.reject(new Error('crash')) };
    const broken = takeDown({ ...world.ports, topics }, code, { withCopies: true });
    await expect(broken).rejects.toThrow('crash');
    expect(await world.bodyOf(copy, friend)).toMatchObject({ share: null, takenDown: true });
    await takeDown(world.ports, code, { withCopies: true });
    await expect(world.bodyOf(third, 7_003)).rejects.toEqual(rejectedBy('TOPIC_NOT_FOUND'));
  });
});
