import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiWithFakes } from '../../support/api-with-fakes.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';
import { lectureOf, transcriptOf } from '../../support/lecture-factory.ts';
import { problemOf } from '../../support/problem-of.ts';

let captured: CapturedLog;

beforeEach(() => {
  captured = capturedLog();
});

afterEach(() => captured.restore());

async function opened() {
  const api = await apiWithFakes();
  return { ...api, me: api.as(7_001), other: api.as(7_002) };
}

describe('the list of my lectures', () => {
  it('is a bare list, newest first, with a link to the rest', async () => {
    const { me, journey } = await opened();
    for (let lectureId = 1; lectureId <= 5; lectureId++)
      journey.lectures.put(lectureOf({ lectureId }));
    const first = await me('list-lectures', { queryStringParameters: { limit: '3' } });
    const link = String(first.headers?.['link']);
    const next = new URL(/<([^>]+)>; rel="next"/.exec(link)?.[1] ?? '', 'https://api.test');
    const second = await me('list-lectures', {
      queryStringParameters: Object.fromEntries(next.searchParams),
    });

    expect(first.json.map(({ id }: { id: number }) => id)).toEqual([5, 4, 3]);
    expect(next.pathname).toBe('/api/v1/users/lectures');
    expect(second.json.map(({ id }: { id: number }) => id)).toEqual([2, 1]);
    expect(second.headers?.['link']).toBeUndefined();
  });

  it('is cut if the answer would be too large, with a link to the rest', async () => {
    const { me, journey } = await opened();
    const text = '"긴 강의" '.repeat(15_000);
    for (let lectureId = 1; lectureId <= 40; lectureId++) {
      const lecture = lectureOf({ lectureId, status: 'SUCCESS', stage: 'DONE', score: 1 });
      journey.lectures.put(lecture);
      await journey.details.keepTranscript(lecture, transcriptOf({ text }));
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await me('list-lectures', {
        queryStringParameters: cursor === undefined ? {} : { cursor },
      });
      expect(Buffer.byteLength(JSON.stringify(page.body))).toBeLessThan(5_100_000);
      seen.push(...page.json.map(({ id }: { id: number }) => id));
      cursor = /cursor=([\w-]+)/.exec(String(page.headers?.['link']))?.[1];
    } while (cursor !== undefined);

    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => 40 - index));
  });

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: 'x' },
    { cursor: '!' },
    { cursor: 'AAAA' },
    { page: '1' },
  ])('asked for with %j is 400 and names the parameter', async (queryStringParameters) => {
    const { me } = await opened();
    const response = await me('list-lectures', { queryStringParameters });

    expect(response.statusCode).toBe(400);
    expect(problemOf(response).errors?.[0]?.field).toBe(Object.keys(queryStringParameters)[0]);
  });
});
