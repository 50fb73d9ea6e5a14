import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routes } from '../../../shared/contracts/routes.ts';
import { apiEvent } from '../../support/api-event.ts';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { problemOf } from '../../support/problem-of.ts';

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
});
afterEach(() => captured.restore());

async function opened() {
  const api = await apiWithFakes();
  return { ...api, me: api.as(7_001) };
}

describe('the catalog', () => {
  it('comes in Spring’s pages of ten, to anyone', async () => {
    const { call } = await opened();
    const response = await call(
      'list-majors',
      apiEvent({ headers: { authorization: 'Bearer null' } }),
    );
    const page = z
      .strictObject(routes['list-majors'].response.shape)
      .parse(JSON.parse(response.body ?? ''));

    expect(page).toMatchObject({
      pageable: { offset: 0, pageNumber: 0, pageSize: 10, paged: true, unpaged: false },
      totalPages: 3,
      totalElements: 25,
      last: false,
      first: true,
      size: 10,
      number: 0,
      numberOfElements: 10,
      empty: false,
    });
  });

  it('ends with a last page, and answers an empty last page beyond it', async () => {
    const { me } = await opened();
    const page = async (number: string) =>
      (await me('list-majors', { queryStringParameters: { page: number } })).json;

    expect(await page('2')).toMatchObject({ last: true, numberOfElements: 5, first: false });
    expect(await page('3')).toMatchObject({ last: true, empty: true, content: [], number: 3 });
  });

  it('is in Korean, and in English for callers who ask for it, as far as there is any', async () => {
    const { call } = await opened();
    const topics = async (headers: Record<string, string>) => {
      const queryStringParameters = { subjectId: '1', size: '2' };
      const { body = '' } = await call('list-topics', apiEvent({ headers, queryStringParameters }));
      return JSON.parse(body).content;
    };
    const korean = [
      { id: 1, topicName: '주제 1', description: '설명' },
      { id: 2, topicName: '주제 2', description: '설명' },
    ];
    expect(await topics({})).toEqual(korean);
    expect(await topics({ 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })).toEqual(korean);
    expect(await topics({ 'accept-language': 'en-US,en;q=0.9,ko;q=0.8' })).toEqual([
      { id: 1, topicName: 'Topic 1', description: 'About it' },
      korean[1],
    ]);
  });

  it('gives one topic with its card, in the language asked for and no other', async () => {
    const { call } = await opened();
    const topic = async (headers: Record<string, string>) => {
      const { body = '' } = await call(
        'get-topic',
        apiEvent({ headers, pathParameters: { id: '1' } }),
      );
      return z.strictObject(routes['get-topic'].response.shape).parse(JSON.parse(body));
    };

    expect(await topic({})).toEqual({
      ...{ id: 1, topicName: '주제 1', description: '설명' },
      card: { openingQuestion: '왜요?', words: ['하나', '둘', '셋'], thinkFirst: '그럴까요?' },
    });
    expect(await topic({ 'accept-language': 'en' })).toEqual({
      ...{ id: 1, topicName: 'Topic 1', description: 'About it' },
      card: { openingQuestion: 'Why?', words: ['one', 'two', 'three'], thinkFirst: 'So?' },
    });
  });

  it('has no topic of an id it does not know, and none without an id', async () => {
    const { me } = await opened();
    const problem = async (id: string) =>
      problemOf(await me('get-topic', { pathParameters: { id } }));

    expect(await problem('2')).toMatchObject({ status: 404, code: 'TOPIC_NOT_FOUND' });
    expect((await problem('x')).errors?.map(({ field }) => field)).toEqual(['id']);
  });

  it('has no subjects or topics below ids it does not know', async () => {
    const { me } = await opened();
    const of = async (id: string) => [
      (await me('list-subjects', { queryStringParameters: { majorId: id } })).json.totalElements,
      (await me('list-topics', { queryStringParameters: { subjectId: id, size: '100' } })).json
        .totalElements,
    ];

    expect(await of('1')).toEqual([3, 10]);
    expect(await of('99')).toEqual([0, 0]);
  });

  it.each([
    [{ page: '-1' }, 'page'],
    [{ size: '0' }, 'size'],
    [{ size: '101' }, 'size'],
    [{ majorId: 'x' }, 'majorId'],
    [{ major: '1' }, 'major'],
  ])('asked for with %j is 400 and names %s', async (parameters, field) => {
    const { me } = await opened();
    const response = await me('list-subjects', {
      queryStringParameters: { majorId: '1', ...parameters },
    });

    expect(problemOf(response).errors?.map((error) => error.field)).toEqual([field]);
  });

  it('needs to be told which major or subject', async () => {
    const { me } = await opened();

    expect(problemOf(await me('list-subjects')).errors?.[0]?.field).toBe('majorId');
    expect(problemOf(await me('list-topics')).errors?.[0]?.field).toBe('subjectId');
  });
});
