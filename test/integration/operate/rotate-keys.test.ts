import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { run as rotateKeysCommand } from '../../../infra/operate/rotate-keys-command.ts';
import { changeSecret, readSecret } from '../../../infra/operate/secret-values.ts';
import { legacyKeys } from '../../../shared/platform/legacy-tokens.ts';
import { tokenIssuer, tokenVerifier } from '../../../shared/platform/tokens.ts';
import { finish, type OperatedStack, operatedStack } from './operated-stack.ts';

const reader = (stack: OperatedStack) => async () =>
  (await readSecret(stack.secrets, 'TokenKeys'))?.value ?? '';
const issue = (stack: OperatedStack, userId: number) =>
  tokenIssuer(reader(stack), Date.now).issue({ userId, tokenVersion: 1 });
/** A function that has just started: it remembers no token. */
const verify = (stack: OperatedStack, token: string) =>
  tokenVerifier(reader(stack), Date.now)(`Bearer ${token}`);
const run = (stack: OperatedStack, ...argv: readonly string[]) =>
  finish(rotateKeysCommand, stack.surroundings(argv));

async function ringOf(stack: OperatedStack): Promise<Record<string, unknown>> {
  return Object(JSON.parse(await reader(stack)()));
}

describe('npm run rotate-keys', () => {
  it('leaves every token valid through three rotations, until its key is retired', async () => {
    const stack = await operatedStack();
    const tokens = [await issue(stack, 1_000_000_001)];
    for (let round = 2; round <= 4; round++) {
      expect(await run(stack, '--now')).toMatchObject({ code: 0 });
      expect((await ringOf(stack))['signer']).toBe(`k${round}`);
      tokens.push(await issue(stack, 1_000_000_000 + round));
    }
    expect(Object.keys(await ringOf(stack)).sort()).toEqual(['k1', 'k2', 'k3', 'k4', 'signer']);
    for (const [index, token] of tokens.entries()) {
      expect(await verify(stack, token)).toMatchObject({ userId: 1_000_000_001 + index });
    }

    const surroundings = stack.surroundings(['--retire', 'k2']);
    surroundings.type('k2\n');
    expect(await finish(rotateKeysCommand, surroundings)).toMatchObject({ code: 0 });
    const outcomes = await Promise.allSettled(tokens.map((token) => verify(stack, token)));
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
  });

  it('lets the new key sign only once every function has had time to read it', async () => {
    const stack = await operatedStack();
    const signers: unknown[] = [];
    const surroundings = stack.surroundings([], {
      onWait: async () => {
        signers.push((await ringOf(stack))['signer']);
      },
    });
    expect(await finish(rotateKeysCommand, surroundings)).toMatchObject({ code: 0 });
    expect(new Set(signers)).toEqual(new Set(['k1']));
    const waited = surroundings.waited.reduce((sum, one) => sum + one, 0);
    // Longer than the five minutes for which a function keeps a secret.
    expect(waited).toBeGreaterThan(5 * 60_000);
    expect(await ringOf(stack)).toMatchObject({ signer: 'k2' });
    expect(surroundings.printed()).toContain('  k1     verifies\n  k2     signs and verifies');
  });

  it('goes on with a rotation that was interrupted while it waited', async () => {
    const stack = await operatedStack();
    const interrupted = stack.surroundings([], {
      onWait: () => {
        throw new Error('Ctrl-C');
      },
    });
    await expect(rotateKeysCommand(interrupted)).rejects.toThrow('Ctrl-C');
    const halfWay = await ringOf(stack);
    expect(halfWay).toMatchObject({ signer: 'k1', k2: expect.any(String) });

    const { printed } = await run(stack);
    expect(printed).toContain('going on with it');
    expect(await ringOf(stack)).toEqual({ ...halfWay, signer: 'k2' });
  });

  it('loses no key if several rotate at once', async () => {
    const stack = await operatedStack();
    const rotations = await Promise.all([1, 2, 3].map(() => run(stack, '--now')));
    expect(rotations.map(({ code }) => code)).toEqual([0, 0, 0]);
    const { signer, ...keys } = await ringOf(stack);
    expect(new Set(Object.values(keys)).size).toBe(Object.keys(keys).length);
    for (const { printed } of rotations) {
      const added = /Added (k\d+)/.exec(printed)?.[1];
      if (added) expect(Object.keys(keys)).toContain(added);
    }
    expect(signer).toBe(Object.keys(keys).sort().at(-1));
  });

  it('makes a change again from what another has put meanwhile, and gives up in the end', async () => {
    const stack = await operatedStack();
    const put = (SecretString: string) =>
      stack.secrets.send(new PutSecretValueCommand({ SecretId: 'OpenAi', SecretString }));
    await put('one');
    let others = 0;
    const append = (times: number) =>
      changeSecret(stack.secrets, 'OpenAi', async ({ value }) => {
        others += 1;
        if (others <= times) await put(`${value}, other ${others}`);
        return `${value}, mine`;
      });
    expect(await append(2)).toEqual({ value: 'one, other 1, other 2, mine', overtakenBy: 2 });
    expect((await readSecret(stack.secrets, 'OpenAi'))?.value).toBe('one, other 1, other 2, mine');
    await expect(append(Number.POSITIVE_INFINITY)).rejects.toThrow('nothing was changed here');
  });

  it.each([
    ['the signer', ['--retire', 'k1'], 'signs the tokens'],
    ['an unknown key', ['--retire', 'k9'], 'There is no key k9'],
    ['two things at once', ['--list', '--now'], 'One thing at a time'],
  ])('refuses %s before it asks', async (_, argv, message) => {
    const stack = await operatedStack();
    const before = await ringOf(stack);
    const { code, trouble } = await run(stack, ...argv);
    expect(code).toBeGreaterThan(0);
    expect(trouble).toContain(message);
    expect(await ringOf(stack)).toEqual(before);
  });

  it('retires nothing if the name was not typed again', async () => {
    const stack = await operatedStack();
    await run(stack, '--now');
    const before = await ringOf(stack);
    const surroundings = stack.surroundings(['--retire', 'k1']);
    surroundings.type('yes\n');
    expect(await finish(rotateKeysCommand, surroundings)).toMatchObject({
      code: 1,
      trouble: 'Not retired; nothing was changed.',
    });
    expect(await ringOf(stack)).toEqual(before);
  });

  it('accepts the first backend’s tokens once it has that secret', async () => {
    const stack = await operatedStack();
    const configured = Buffer.from('the first backend signed with these bytes').toString('base64');
    const [key = new Uint8Array()] = legacyKeys(configured);
    const token = await new SignJWT({ userId: 17 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .sign(key);
    await expect(verify(stack, token)).rejects.toThrow();

    const surroundings = stack.surroundings(['--legacy', '--from-stdin']);
    surroundings.type(`${configured}\n`, { end: true });
    expect(await finish(rotateKeysCommand, surroundings)).toMatchObject({ code: 0 });
    expect(await verify(stack, token)).toMatchObject({ userId: 17, isLegacy: true });
    expect(surroundings.printed() + surroundings.asked()).not.toContain(configured);
  });

  it('lists the keys by name and shows none of them', async () => {
    const stack = await operatedStack();
    await run(stack, '--now');
    const { signer: _, ...keys } = await ringOf(stack);
    const { printed } = await run(stack, '--list');
    expect(printed).toContain('  k1     verifies\n  k2     signs and verifies\n');
    for (const key of Object.values(keys)) expect(printed).not.toContain(String(key));
  });
});
