import { createHash } from 'node:crypto';
import type { CatalogStore } from '../../shared/catalog/catalog-store.ts';
import type { Topic } from '../../shared/catalog/topic.ts';
import { type RouteName, routes } from '../../shared/contracts/routes.ts';
import { authenticator } from '../../shared/platform/authentication.ts';
import { httpHandler } from '../../shared/platform/http-handler.ts';
import { unauthorized } from '../../shared/platform/tokens.ts';
import { apiEvent, lambdaContext } from './api-event.ts';
import { setFunctionEnvironment } from './function-environment.ts';
import { inMemoryAllowances } from './in-memory-allowances.ts';
import { inMemoryConsents } from './in-memory-consents.ts';
import { inMemoryTransferCodes } from './in-memory-transfer-codes.ts';
import { inMemoryUsers, userOf } from './in-memory-users.ts';
import { lectureJourney, testProofs, uploadUrlOf } from './lecture-journey.ts';

const manyOf = <Item>(count: number, make: (id: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index + 1));

const cardInKorean = {
  openingQuestion: '왜요?',
  words: ['하나', '둘', '셋'],
  thinkFirst: '그럴까요?',
};
const cardInEnglish = {
  openingQuestion: 'Why?',
  words: ['one', 'two', 'three'],
  thinkFirst: 'So?',
};

export const catalogOfMany: Pick<
  CatalogStore,
  'listMajors' | 'listSubjects' | 'listTopics' | 'findPreparedTopic'
> = {
  listMajors: async () =>
    manyOf(25, (id) => ({ id, majorName: `전공 ${id}`, description: '설명' })),
  listSubjects: async (majorId) =>
    majorId === 1
      ? manyOf(3, (id) => ({ id, subjectName: `과목 ${id}`, description: '설명' }))
      : [],
  listTopics: async (subjectId) =>
    subjectId === 1
      ? manyOf(10, (id) => ({
          ...{ id, topicName: `주제 ${id}`, description: '설명' },
          // A catalog may have English for a part of its texts.
          ...(id === 1 ? { english: { topicName: 'Topic 1', description: 'About it' } } : {}),
        }))
      : [],
  findPreparedTopic: async (id) =>
    id === 1
      ? {
          ...{ id, topicName: '주제 1', description: '설명' },
          english: { topicName: 'Topic 1', description: 'About it' },
          card: { ...cardInKorean, english: cardInEnglish },
        }
      : undefined,
};

/**
 * The learner's routes over the one HTTP stack, with fakes below. `Bearer 7001` is user 7001's token.
 * It imports the handlers, so that it must be awaited.
 * @param taught the topic 1001
 */
export async function apiWithFakes(taught?: Topic) {
  setFunctionEnvironment();
  const journey = lectureJourney({}, taught);
  const users = inMemoryUsers(userOf(), userOf({ userId: 7_002 }));
  const { lectures, details } = journey;
  const clock = journey.clock.now;
  const { laters } = journey;
  const { findTopicOfVersion, findTaughtTopic, assessments } = journey.processPorts;
  const reading = {
    ...{ lectures, details, laters, assessments, clock },
    ...{ findTopicOfVersion, findTaughtTopic },
  };
  const later = { ...journey.laterPorts, findTopicOfVersion };
  const consentStore = inMemoryConsents();
  const lecturesPerDay = 20;
  const authenticate = authenticator({
    verifyToken: async (authorization) => {
      const userId = Number(/^Bearer (\d+)$/.exec(authorization ?? '')?.[1]);
      if (Number.isNaN(userId)) throw unauthorized();
      return { userId, tokenVersion: 1 };
    },
    users,
    noteActivity: async () => undefined,
    clock,
  });

  const [
    tokens,
    name,
    rename,
    transferCode,
    redemption,
    consents,
    changeConsents,
    lecture,
    list,
    reveal,
    answer,
    revise,
    progress,
    rate,
    presign,
    submit,
    majors,
    subjects,
    topics,
    topic,
  ] = await Promise.all([
    import('../../functions/issue-token/handler.ts'),
    import('../../functions/get-name/handler.ts'),
    import('../../functions/change-name/handler.ts'),
    import('../../functions/create-transfer-code/handler.ts'),
    import('../../functions/redeem-transfer-code/handler.ts'),
    import('../../functions/get-consents/handler.ts'),
    import('../../functions/change-consents/handler.ts'),
    import('../../functions/get-lecture/handler.ts'),
    import('../../functions/list-lectures/handler.ts'),
    import('../../functions/reveal-answers/handler.ts'),
    import('../../functions/answer-pupil/handler.ts'),
    import('../../functions/revise-lecture/handler.ts'),
    import('../../functions/get-progress/handler.ts'),
    import('../../functions/rate-lecture/handler.ts'),
    import('../../functions/presign-upload/handler.ts'),
    import('../../functions/submit-lecture/handler.ts'),
    import('../../functions/list-majors/handler.ts'),
    import('../../functions/list-subjects/handler.ts'),
    import('../../functions/list-topics/handler.ts'),
    import('../../functions/get-topic/handler.ts'),
  ]);
  let random = 0;
  const tokenPorts = {
    users,
    tokens: { issue: async ({ userId }: { userId: number }) => `${userId}` },
    tokenCounts: inMemoryAllowances(),
    fingerprint: async (text: string) => text,
  };
  const transferPorts = {
    codes: inMemoryTransferCodes(),
    digest: async (text: string) => text,
    clock,
  };
  const handlers = {
    'issue-token': httpHandler(
      routes['issue-token'],
      tokens.answerIssueToken({
        ...tokenPorts,
        perAddress: 1_000_000,
        clock,
        random: () => {
          random += 1;
          return (random % 4_096) / 4_096;
        },
      }),
    ),
    'get-name': httpHandler(routes['get-name'], name.answerName, authenticate),
    'change-name': httpHandler(
      routes['change-name'],
      rename.answerChangeName({ users }),
      authenticate,
    ),
    'create-transfer-code': httpHandler(
      routes['create-transfer-code'],
      transferCode.answerTransferCode({
        ...transferPorts,
        randomDigits: (count) => '7'.repeat(count),
      }),
      authenticate,
    ),
    'redeem-transfer-code': httpHandler(
      routes['redeem-transfer-code'],
      redemption.answerRedemption({ ...tokenPorts, ...transferPorts, perAddress: 3 }),
    ),
    'get-consents': httpHandler(
      routes['get-consents'],
      consents.answerConsents(consentStore),
      authenticate,
    ),
    'change-consents': httpHandler(
      routes['change-consents'],
      changeConsents.answerChangedConsents({
        consents: consentStore,
        leaveLeague: async () => undefined,
        clock,
      }),
      authenticate,
    ),
    'get-lecture': httpHandler(routes['get-lecture'], lecture.answerLecture(reading), authenticate),
    'list-lectures': httpHandler(
      routes['list-lectures'],
      list.answerLectures(reading),
      authenticate,
    ),
    'reveal-answers': httpHandler(
      routes['reveal-answers'],
      reveal.answerReveal(reading),
      authenticate,
    ),
    'answer-pupil': httpHandler(
      routes['answer-pupil'],
      answer.answerAnswer(later, lecturesPerDay),
      authenticate,
    ),
    'correct-transcript': httpHandler(
      routes['correct-transcript'],
      revise.answerCorrection(later, lecturesPerDay),
      authenticate,
    ),
    'dispute-label': httpHandler(
      routes['dispute-label'],
      revise.answerDispute(later, lecturesPerDay),
      authenticate,
    ),
    'get-progress': httpHandler(
      routes['get-progress'],
      progress.answerProgress(reading),
      authenticate,
    ),
    'rate-lecture': httpHandler(routes['rate-lecture'], rate.answerRating(reading), authenticate),
    'presign-upload': httpHandler(
      routes['presign-upload'],
      presign.answerUploadUrl(
        {
          proofs: testProofs,
          uploads: { sign: async (key) => `${uploadUrlOf(key)}?X-Amz-Signature=s` },
          clock,
          random: Math.random,
        },
        lecturesPerDay,
      ),
      authenticate,
    ),
    'submit-lecture': httpHandler(
      routes['submit-lecture'],
      submit.answerSubmission(
        {
          recording: journey.submitPorts,
          details,
          laters,
          findTopicOfVersion,
          text: {
            ...journey.submitPorts,
            details,
            fingerprint: (parts) =>
              createHash('sha256').update(JSON.stringify(parts)).digest('hex'),
            random: Math.random,
          },
        },
        lecturesPerDay,
      ),
      authenticate,
    ),
    'list-majors': httpHandler(routes['list-majors'], majors.answerMajors(catalogOfMany)),
    'list-subjects': httpHandler(routes['list-subjects'], subjects.answerSubjects(catalogOfMany)),
    'list-topics': httpHandler(routes['list-topics'], topics.answerTopics(catalogOfMany)),
    'get-topic': httpHandler(routes['get-topic'], topic.answerTopic(catalogOfMany)),
  } satisfies Partial<Record<RouteName, unknown>>;

  const call = (
    route: keyof typeof handlers,
    event: Parameters<(typeof handlers)['get-name']>[0],
  ) => handlers[route](event, lambdaContext());

  return {
    journey,
    users,
    /** Sends one event to a route. */
    call,
    /** Calls as this user; `json` is sent as the body, and the answer's own is parsed. */
    as:
      (userId: number) =>
      async (
        route: keyof typeof handlers,
        parts: Parameters<typeof apiEvent>[0] & { json?: unknown } = {},
      ) => {
        const { json, ...rest } = parts;
        const event = apiEvent({
          rawPath: routes[route].path,
          headers: { authorization: `Bearer ${userId}` },
          ...(json !== undefined && { body: JSON.stringify(json) }),
          ...rest,
        });
        const response = await call(route, event);
        return { ...response, json: response.body ? JSON.parse(response.body) : undefined };
      },
  };
}
