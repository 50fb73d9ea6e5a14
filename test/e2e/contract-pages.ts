import { expect, it } from 'vitest';
import type { ApiCall } from './api-call.ts';

const unsorted = { empty: true, sorted: false, unsorted: true };

/** The three lists of the catalog, as Spring Data pages, and one topic of it. */
export function describePages(call: ApiCall) {
  const pageOf = async (path: string) => {
    const answer = await call('GET', path, { token: 'null' });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  return {
    'list-majors'() {
      it('answers a page as Spring does, with every field', async () => {
        expect(await pageOf('/api/v1/major?page=0&size=2')).toEqual({
          content: [
            { id: 1, majorName: '컴퓨터공학', description: expect.any(String) },
            { id: 2, majorName: expect.any(String), description: expect.any(String) },
          ],
          pageable: {
            offset: 0,
            pageNumber: 0,
            pageSize: 2,
            paged: true,
            unpaged: false,
            sort: unsorted,
          },
          totalPages: 4,
          totalElements: 7,
          last: false,
          first: true,
          size: 2,
          number: 0,
          numberOfElements: 2,
          sort: unsorted,
          empty: false,
        });
      });

      it('ends at the last page, which may be shorter', async () => {
        expect(await pageOf('/api/v1/major?page=3&size=2')).toMatchObject({
          content: [{ id: 7 }],
          pageable: { offset: 6, pageNumber: 3, pageSize: 2 },
          last: true,
          first: false,
          number: 3,
          numberOfElements: 1,
          empty: false,
        });
      });

      it('is empty beyond it', async () => {
        expect(await pageOf('/api/v1/major?page=9&size=2')).toMatchObject({
          content: [],
          totalPages: 4,
          totalElements: 7,
          last: true,
          first: false,
          number: 9,
          numberOfElements: 0,
          empty: true,
        });
      });

      it('counts from page 0 by tens if nothing is said', async () => {
        expect(await pageOf('/api/v1/major')).toMatchObject({
          pageable: { offset: 0, pageNumber: 0, pageSize: 10 },
          totalPages: 1,
          size: 10,
          number: 0,
          first: true,
          last: true,
        });
      });

      it('accepts the sort that generated clients send along', async () => {
        expect(await pageOf('/api/v1/major?sort=id,asc')).toMatchObject({ totalElements: 7 });
      });
    },

    'list-subjects'() {
      it('answers the subjects of a major', async () => {
        expect(await pageOf('/api/v1/subject?majorId=1&page=0&size=1')).toMatchObject({
          content: [
            { id: 101, subjectName: '자료구조와 알고리즘', description: expect.any(String) },
          ],
          totalElements: 4,
          totalPages: 4,
          last: false,
        });
      });

      it('answers an empty page for a major that is not there', async () => {
        expect(await pageOf('/api/v1/subject?majorId=9007199254740991')).toMatchObject(nothing);
      });
    },

    'list-topics'() {
      it('answers the topics of a subject and nothing of their grading', async () => {
        const page = await pageOf('/api/v1/topic?subjectId=101&size=100');
        expect(page).toMatchObject({ totalElements: 4, totalPages: 1, last: true, size: 100 });
        expect(page).toHaveProperty('content.0', {
          id: 1001,
          topicName: '해시 테이블',
          description: expect.any(String),
        });
      });

      it('answers an empty page for a subject that is not there', async () => {
        expect(await pageOf('/api/v1/topic?subjectId=1')).toMatchObject(nothing);
      });
    },

    'get-topic'() {
      const topicOf = async (id: string, headers: Record<string, string> = {}) => {
        const answer = await call('GET', `/api/v1/topic/${id}`, { headers });
        return { status: answer.status, headers: answer.headers, json: answer.json() };
      };

      it('answers a topic and its card, and nothing of its grading', async () => {
        const { json, headers } = await topicOf('1001');
        expect(json).toEqual({
          id: 1001,
          topicName: '해시 테이블',
          description: expect.any(String),
          majorId: 1,
          subjectId: 101,
          card: {
            openingQuestion: expect.stringMatching(/[가-힣]\?$/),
            words: [expect.any(String), expect.any(String), expect.any(String)],
            thinkFirst: expect.stringMatching(/[가-힣]\?$/),
          },
        });
        expect(headers.get('cache-control')).toBe('public, max-age=300');
        expect(headers.get('vary')).toMatch(/accept-language/i);
      });

      it('answers it in English to those who ask for it', async () => {
        const { json } = await topicOf('1001', { 'accept-language': 'en-GB,en' });
        expect(json).toMatchObject({
          topicName: 'Hash tables',
          card: { openingQuestion: expect.stringMatching(/^[A-Z].+\?$/) },
        });
      });

      it('knows no topic of another id', async () => {
        const { status, json } = await topicOf('9007199254740991');
        expect(status).toBe(404);
        expect(json).toMatchObject({ code: 'TOPIC_NOT_FOUND' });
      });
    },
  };
}

const nothing = {
  content: [],
  totalElements: 0,
  totalPages: 0,
  first: true,
  last: true,
  empty: true,
};
