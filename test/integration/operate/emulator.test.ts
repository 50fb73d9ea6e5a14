import { createServer } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { environmentFor, findEmulator } from '../../../infra/operate/rehearsal/emulator.ts';
import { run as rehearseCommand } from '../../../infra/operate/rehearsal/rehearse-command.ts';
import { commandSurroundings } from '../../support/command-surroundings.ts';

async function answering(body: unknown): Promise<string> {
  const server = createServer((_, response) => response.end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('npm run rehearse', () => {
  it.each([
    ['no address at all', {}, 'AWS_ENDPOINT_URL names no emulator'],
    ['AWS', { AWS_ENDPOINT_URL: 'https://sts.amazonaws.com' }, 'an address of this machine'],
    ['another machine', { AWS_ENDPOINT_URL: 'http://10.0.0.7:4566' }, 'an address of this machine'],
    ['a name that begins alike', { AWS_ENDPOINT_URL: 'http://127.0.0.1.a.org' }, 'this machine'],
    ['no address', { AWS_ENDPOINT_URL: 'ministack' }, 'an address of this machine'],
  ])('deploys nothing if AWS_ENDPOINT_URL is %s', async (_, environment, message) => {
    await expect(rehearseCommand(commandSurroundings([], { environment }))).rejects.toMatchObject({
      name: 'CommandTrouble',
      message: expect.stringContaining(message),
      exitCode: 2,
    });
  });

  it('says that nothing answers there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    await expect(findEmulator({ AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` })).rejects.toThrow(
      /^Nothing answers at http:\/\/127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    );
  });

  it('says that something else answers there', async () => {
    const origin = await answering({ services: {} });
    await expect(findEmulator({ AWS_ENDPOINT_URL: origin })).rejects.toThrow('is not MiniStack');
  });

  it('refuses an unknown stage and an unknown option', async () => {
    await expect(rehearseCommand(commandSurroundings(['--stage', 'test']))).rejects.toMatchObject({
      exitCode: 2,
    });
    await expect(rehearseCommand(commandSurroundings(['--destroy']))).rejects.toMatchObject({
      message: expect.stringContaining('npm run rehearse'),
      exitCode: 2,
    });
  });

  it('tells whether the emulator holds roles to their policies', async () => {
    const origin = await answering({ version: '1.5.33', auth: 'enabled' });
    const found = await findEmulator({ AWS_ENDPOINT_URL: `${origin}/` });
    expect(found).toMatchObject({ endpoint: origin, version: '1.5.33', enforcesPermissions: true });
    const lax = await findEmulator({
      AWS_ENDPOINT_URL: await answering({ version: '1.5.33', auth: 'disabled' }),
    });
    expect(lax.enforcesPermissions).toBe(false);
  });

  it('passes on none of this machine’s AWS settings', async () => {
    const origin = await answering({ version: '1.5.33' });
    const environment = {
      AWS_ENDPOINT_URL: origin,
      AWS_PROFILE: 'work',
      AWS_SESSION_TOKEN: 'of a real account',
      AWS_ACCESS_KEY_ID: 'of a real account',
      AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/real',
      NODE_EXTRA_CA_CERTS: '/certificate.pem',
      HOME: '/home/operator',
    };
    const made = environmentFor(await findEmulator(environment), 'ap-northeast-2', environment);
    expect(made).toMatchObject({
      AWS_ENDPOINT_URL: origin,
      AWS_REGION: 'ap-northeast-2',
      AWS_CA_BUNDLE: '/certificate.pem',
      HOME: '/home/operator',
    });
    expect(made).not.toHaveProperty('AWS_PROFILE');
    expect(made).not.toHaveProperty('AWS_ROLE_ARN');
    expect(JSON.stringify(made)).not.toContain('of a real account');
  });
});
