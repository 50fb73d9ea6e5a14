import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { startSentryServer } from '../support/sentry-server.ts';
import { type RunningStack, runningStack } from './running-stack.ts';
import { withoutAction } from './template-changes.ts';

const stack = await runningStack({
  changeTemplate: withoutAction('get-ranking', 'dynamodb:GetItem'),
});
const sentry = await startSentryServer();

/** As an operator puts it. */
async function putDsn({ operator }: RunningStack, dsn: string): Promise<void> {
  const client = new SecretsManagerClient({
    endpoint: operator.endpoint,
    region: operator.region,
    credentials: operator,
  });
  const { SentrySecretArn: SecretId } = operator.outputs;
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: dsn }));
}

const sentrySecretReads = () =>
  stack.aws.calls.filter(
    ({ action, resource }) =>
      action === 'secretsmanager:GetSecretValue' && resource.includes('Sentry'),
  );

describe('in the whole stack', () => {
  it('a call that succeeds does not ask where errors go', async () => {
    const app = await stack.openApp();
    await app.scroll('/major');
    expect((await app.call('GET', '/users/name')).status).toBe(200);
    expect(sentrySecretReads()).toEqual([]);
  });

  it('an error reaches Sentry once somebody has put its DSN, by the function’s own grant', async () => {
    await putDsn(stack, sentry.dsn);
    const app = await stack.openApp();
    expect((await app.call('GET', '/ranking')).status).toBe(500);

    await expect.poll(() => sentry.events, { timeout: 20_000 }).toHaveLength(1);
    expect(sentry.events[0]).toMatchObject({
      release: `${packageJson.name}@${packageJson.version}`,
      environment: 'dev',
      tags: {
        function: stack.functionOf('get-ranking').name,
        route: 'GET /api/v1/ranking',
        requestId: expect.any(String),
      },
      exception: { values: [{ type: 'AccessDeniedException' }] },
    });
    const { roleArn } = stack.functionOf('get-ranking');
    expect(sentrySecretReads()).toMatchObject([{ roleArn, allowed: true }]);
  });
});
