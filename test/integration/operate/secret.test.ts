import { DescribeSecretCommand, PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it, vi } from 'vitest';
import { run as secretCommand } from '../../../infra/operate/secret-command.ts';
import { hasValue, readSecret } from '../../../infra/operate/secret-values.ts';
import { finish, operatedStack } from './operated-stack.ts';

const key = 'sk-proj-4f1d7c-canary';

describe('npm run secret', () => {
  it('puts what was typed and shows it nowhere', async () => {
    const stack = await operatedStack();
    expect(await hasValue(stack.secrets, 'OpenAi')).toBe(false);
    const surroundings = stack.surroundings([], { isTerminal: true });
    const ended = finish(secretCommand, surroundings);
    await vi.waitFor(() => expect(surroundings.echoes).toBe(false));
    surroundings.type(`${key}\r`);

    expect(await ended).toMatchObject({ code: 0, trouble: '' });
    expect((await readSecret(stack.secrets, 'OpenAi'))?.value).toBe(key);
    expect(await hasValue(stack.secrets, 'OpenAi')).toBe(true);
    expect(surroundings.printed()).toContain('The OpenAI key (21 characters) is in its secret.');
    expect(surroundings.printed() + surroundings.asked()).not.toContain('canary');
  });

  it('accepts a pipe, and warns about a key that looks like another provider’s', async () => {
    const stack = await operatedStack();
    const surroundings = stack.surroundings(['--from-stdin']);
    surroundings.type('gsk_canary\n', { end: true });
    expect(await finish(secretCommand, surroundings)).toMatchObject({ code: 0 });
    expect(surroundings.asked()).toContain('does not begin with "sk-"');
    expect((await readSecret(stack.secrets, 'OpenAi'))?.value).toBe('gsk_canary');
  });

  it.each([
    ['two lines', 'sk-one\nsk-two\n'],
    ['nothing', ''],
    ['a sentence', 'my key is secret'],
  ])('leaves the secret unchanged if the pipe holds %s', async (_, text) => {
    const stack = await operatedStack();
    const surroundings = stack.surroundings(['--from-stdin']);
    surroundings.type(text, { end: true });
    const { code, trouble } = await finish(secretCommand, surroundings);
    expect(code).toBe(1);
    expect(trouble).toContain('nothing was changed');
    expect(await readSecret(stack.secrets, 'OpenAi')).toBeUndefined();
  });

  it('tells with --check whether a usable key is there, without showing it', async () => {
    const stack = await operatedStack();
    const check = () => finish(secretCommand, stack.surroundings(['--check']));
    const put = (SecretString: string) =>
      stack.secrets.send(new PutSecretValueCommand({ SecretId: 'OpenAi', SecretString }));

    expect(await check()).toMatchObject({
      code: 1,
      printed: expect.stringContaining('No OpenAI key was put yet'),
    });
    await put(`${key}\n`);
    expect(await check()).toMatchObject({
      code: 1,
      printed: expect.stringContaining('What was put is no OpenAI key'),
    });
    await put(key);
    const { code, printed } = await check();
    expect(code).toBe(0);
    expect(printed).toContain('The OpenAI key is there\n(21 characters), put ');
    expect(printed).not.toContain('canary');
    const { VersionIdsToStages } = await stack.secrets.send(
      new DescribeSecretCommand({ SecretId: 'OpenAi' }),
    );
    expect(
      Object.values(VersionIdsToStages ?? {})
        .flat()
        .sort(),
    ).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  });

  it('puts the DSN of Sentry with --sentry, and nothing that is no DSN', async () => {
    const stack = await operatedStack();
    const put = (text: string) => {
      const surroundings = stack.surroundings(['--sentry', '--from-stdin']);
      surroundings.type(text, { end: true });
      return finish(secretCommand, surroundings);
    };
    expect(await put(key)).toMatchObject({ code: 1, trouble: expect.stringContaining('DSN') });
    const dsn = 'https://0a1b2c3d@o1.ingest.example.org/42';
    expect(await put(`${dsn}\n`)).toMatchObject({ code: 0 });
    expect((await readSecret(stack.secrets, 'Sentry'))?.value).toBe(dsn);
    expect(await readSecret(stack.secrets, 'OpenAi')).toBeUndefined();
  });

  it('says that no local stack is running', async () => {
    const stack = await operatedStack();
    const surroundings = stack.surroundings(['--state', `${stack.stateDirectory}/elsewhere`]);
    expect(await finish(secretCommand, surroundings)).toMatchObject({
      code: 1,
      trouble: expect.stringContaining('No local stack is running'),
    });
  });
});
