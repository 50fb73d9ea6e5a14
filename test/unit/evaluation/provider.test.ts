import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { evaluate } from '../../evaluation/evaluation.ts';

let standIn: OpenAiStandIn;
beforeEach(async () => {
  standIn = await startOpenAiStandIn();
});
afterEach(() => standIn.stop());

const run = async (argv: string[]) => {
  const said: string[] = [];
  const printed: string[] = [];
  const environment = {
    OPENAI_API_KEY: 'sk-canary-of-this-test',
    OPENAI_BASE_URL: standIn.baseUrl,
    CHAT_MODEL: 'some-model',
  };
  const exitCode = await evaluate(argv, environment, {
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
  });
  return { exitCode, said: said.join('\n'), printed: printed.join('\n') };
};

describe('an evaluation with a key', () => {
  it('asks the server and model of the environment, three times each', async () => {
    const { exitCode, printed, said } = await run(['--tag', 'noisy', '--limit', '2']);
    expect(exitCode).toBe(0);
    const finds = standIn.requests.filter(({ messages }) =>
      messages?.some(({ content }) => content.includes('<transcript>')),
    );
    expect(finds).toHaveLength(6);
    expect(new Set(standIn.requests.map(({ model }) => model))).toEqual(new Set(['some-model']));
    expect(printed).toContain('Answered by some-model');
    expect(printed).not.toContain('No model was asked');
    expect(printed + said).not.toContain('canary');
  });

  it('stops at once if the account is empty', async () => {
    standIn.misbehave(
      { kind: 'status', status: 429, code: 'insufficient_quota' },
      { times: Number.POSITIVE_INFINITY },
    );
    const { exitCode, said } = await run(['--tag', 'correct', '--concurrency', '2']);
    expect(exitCode).toBe(1);
    expect(said).toContain('quota');
    expect(standIn.requests.length).toBeLessThanOrEqual(4);
  });

  it('counts a refusal as a failure of its lecture alone', async () => {
    standIn.misbehave({ kind: 'refusal' });
    const { exitCode, printed } = await run(['--tag', 'noisy', '--limit', '2', '--runs', '1']);
    expect(exitCode).toBe(1);
    expect(printed).toContain('Failed: 1');
    expect(printed).toContain('Lectures: 1,');
  });
});
