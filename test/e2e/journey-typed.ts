import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stepOf } from '../support/provider-steps.ts';
import type { PublishedApp } from '../support/published-app.ts';
import type { RunningStack } from './running-stack.ts';

const hashTable = 1001;
const stackTopic = 1002;

const idSchema = z.looseObject({ id: z.int() });

const talk =
  '해시 함수는 키를 배열의 인덱스로 바꾸어 그 자리에 값을 저장하고 찾게 합니다. 서로 다른 키가 같은 인덱스로 계산되는 일을 충돌이라고 합니다.';

/** Lectures that are typed, for places where nobody may speak aloud. */
export function describeTypedLectures(stack: RunningStack): void {
  describe('a typed lecture', () => {
    it('goes the way of a recording without the speech model', async () => {
      const app = await stack.openApp();
      stack.standIn.forget();
      const result = await app.waitFor({ id: await typedId(app, { text: talk }) });
      expect(result).toMatchObject({ status: 'SUCCESS', transcribed: talk });
      expect(result.score).toBeGreaterThan(0);
      expect(stack.standIn.requests.map(stepOf)).toEqual(['find', 'ask', 'judge', 'judge']);
    });

    it('is the same lecture for the same user, topic, text and day', async () => {
      const app = await stack.openApp();
      const first = await typedId(app, { text: talk });
      expect(await typedId(app, { text: talk })).toBe(first);
      await app.waitFor({ id: first });
      expect(await typedId(app, { text: talk })).toBe(first);
      expect(await typedId(app, { text: talk, topicId: stackTopic })).not.toBe(first);
      expect(await typedId(app, { text: `${talk} 끝.` })).not.toBe(first);
      expect(await typedId(await stack.openApp(), { text: talk })).not.toBe(first);
    });

    it('is the same lecture for the same Idempotency-Key, and another one for another key', async () => {
      const app = await stack.openApp();
      const first = await typedId(app, { text: talk, idempotencyKey: 'try-1' });
      expect(await typedId(app, { text: talk, idempotencyKey: 'try-1' })).toBe(first);
      expect(await typedId(app, { text: talk, idempotencyKey: 'try-2' })).not.toBe(first);
    });
  });

  async function typedId(
    app: PublishedApp,
    typed: { text: string; topicId?: number; idempotencyKey?: string },
  ): Promise<number> {
    const { text, topicId = hashTable, idempotencyKey } = typed;
    const response = await fetch(`${stack.origin}/api/v1/lecture`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${app.stored()?.authToken}`,
        'content-type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: JSON.stringify({ topicId, text }),
    });
    expect(response.status).toBe(200);
    return idSchema.parse(await response.json()).id;
  }
}
