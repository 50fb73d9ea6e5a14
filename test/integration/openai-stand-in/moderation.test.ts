import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiModeration } from '../../../shared/adapters/openai-moderation.ts';
import { moderationInTurn } from '../../../shared/own-topics/moderation.ts';

let standIn: OpenAiStandIn;
beforeAll(async () => {
  standIn = await startOpenAiStandIn();
});
beforeEach(() => standIn.behave());
afterAll(() => standIn.stop());

const limits = { budgetMilliseconds: 5_000 };
const endpoint = () => ({
  baseUrl: standIn.baseUrl,
  model: 'omni-moderation-latest',
  readApiKey: () => Promise.resolve('sk-test'),
});
const look = (texts: readonly string[]) => openAiModeration(endpoint()).firstFlagged(texts, limits);

describe('the moderation', () => {
  it('says which text is the first one that is not fit for learners', async () => {
    expect(await look(['확산', '입자가 퍼진다.'])).toBeUndefined();
    expect(await look(['확산', '이 개새끼야', 'I will kill you'])).toBe(1);
  });

  it.each([
    [{ kind: 'status', status: 404 }, 'model-gone'],
    [{ kind: 'status', status: 401 }, 'unauthorized'],
    [{ kind: 'status', status: 429 }, 'rate-limited'],
    [{ kind: 'status', status: 503 }, 'unavailable'],
    [{ kind: 'status', status: 429, code: 'insufficient_quota' }, 'quota'],
    [{ kind: 'reset-before-headers' }, 'unavailable'],
    [{ kind: 'html-200' }, 'invalid'],
    [{ kind: 'empty-200' }, 'invalid'],
    [{ kind: 'truncated-json' }, 'invalid'],
  ] as const)('that answers %j has looked at nothing: %s', async (fault, kind) => {
    standIn.misbehave(fault, { endpoint: 'moderation' });
    await expect(look(['확산'])).rejects.toMatchObject({ step: 'moderation', kind });
  });

  it('is asked elsewhere if the first endpoint cannot do it', async () => {
    standIn.misbehave({ kind: 'status', status: 404 }, { endpoint: 'moderation' });
    const both = [openAiModeration(endpoint()), openAiModeration(endpoint())];
    const inTurn = moderationInTurn(both, { clock: () => 0 });
    expect(await inTurn.firstFlagged(['이 개새끼야'], limits)).toBe(0);
  });

  it('refuses what OpenAI refuses', async () => {
    for (const body of [{}, { input: [] }, { input: '' }, { input: 'x', colour: 'red' }]) {
      const response = await fetch(`${standIn.baseUrl}/moderations`, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-test', 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status).toBe(400);
    }
  });
});
