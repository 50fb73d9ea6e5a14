import { describe, expect, it } from 'vitest';
import { topicJourney } from '../../../shared/client/topic-journey.ts';
import { clientOf, problem, troubleFrom } from './fake-ports.ts';

const make = 'POST /api/v1/users/topics';
const look = 'GET /api/v1/users/topics/8';
const topic = (status: string) => ({
  body: { id: 8, title: '삼투', status },
  headers: status === 'PREPARING' ? { 'retry-after': '3' } : {},
});
const journeyOf = (given: Parameters<typeof clientOf>[0]) => {
  const client = clientOf(given);
  return { ...client, journey: topicJourney(client), signal: new AbortController().signal };
};

describe('a topic of one’s own', () => {
  it('is asked for under one key, however often the network fails', async () => {
    const { journey, server, signal } = journeyOf({
      [make]: [new Error('gone'), problem(503, 'BUSY'), topic('PREPARING')],
    });
    const { topic: asked } = await journey.make({ title: '삼투', notes: '물' }, 'key-8', signal);
    expect(asked.status).toBe('PREPARING');
    expect(server.to(make).map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array(3).fill('key-8'),
    );
  });

  it('is refused at once with what was wrong with it', async () => {
    const { journey, server, signal } = journeyOf({ [make]: problem(409, 'TOO_MANY_TOPICS') });
    const trouble = await troubleFrom(journey.make({ title: '삼투' }, 'key-8', signal));
    expect(trouble).toMatchObject({ code: 'TOO_MANY_TOPICS' });
    expect(server.to(make)).toHaveLength(1);
  });

  it.each(['READY', 'FAILED'])(
    'is polled until it is %s, despite passing failures',
    async (end) => {
      const { journey, clock, signal } = journeyOf({
        [look]: [topic('PREPARING'), new Error('gone'), topic(end)],
      });
      const seen: string[] = [];
      const watched = await journey.watch(
        { topic: { ...topicBody, status: 'PREPARING' }, retryAfterSeconds: 3 },
        { seen: ({ status }) => void seen.push(status), signal },
      );
      expect(watched.status).toBe(end);
      expect(seen).toEqual(['PREPARING', 'PREPARING', end]);
      expect(clock.sleptSeconds).toEqual([3, 3, 3]);
    },
  );
});

const topicBody = {
  id: 8,
  title: '삼투',
  failureReason: undefined,
  nextAllowanceAt: undefined,
  keyPoints: [],
  misconceptions: [],
  card: undefined,
  createdAt: undefined,
  share: undefined,
  copiedFrom: undefined,
  takenDown: false,
  notes: undefined,
};
