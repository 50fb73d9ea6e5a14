import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type EndpointsInUse, watchedEndpoints } from '../../shared/adapters/watched-endpoints.ts';
import { openAiKeyReader } from '../../shared/platform/openai-key.ts';
import { findingLine, lookAtModels, shutdownNoticeDays } from '../../shared/speech/model-lookup.ts';
import { readSecret } from './secret-values.ts';
import { type ClientConfiguration, outputsOf } from './stage-access.ts';
import { type Surroundings, say } from './surroundings.ts';

/**
 * Tells what providers say about each model in use, in a line each. The deploy goes on whatever they say.
 * Where the key cannot be read from here, it tells what is known without asking.
 */
export async function tellModels(
  inUse: EndpointsInUse,
  readKeys: () => Promise<string>,
  { out, now }: Pick<Surroundings, 'out' | 'now'>,
): Promise<void> {
  const secret = await readKeys().catch(() => undefined);
  const reader = (name: string | undefined) => openAiKeyReader(async () => secret ?? '', name);
  const endpoints = watchedEndpoints(inUse, reader).map((endpoint) =>
    secret === undefined ? { ...endpoint, lookUp: async () => ({ isUnseen: true }) } : endpoint,
  );
  const findings = await lookAtModels(endpoints, now()).catch(() => undefined);
  if (findings === undefined) {
    say(out, 'Models: the secret has no key for one of them, so they were not looked up.');
    return;
  }
  say(out, secret === undefined ? 'Models, as far as is known without the key:' : 'Models:');
  for (const finding of findings) {
    const needsSomebody =
      finding.trouble !== undefined ||
      (finding.daysLeft !== undefined && finding.daysLeft <= shutdownNoticeDays);
    say(out, `  ${needsSomebody ? '! ' : ''}${findingLine(finding)}`);
  }
}

/**
 * Reads a stage's keys with the caller's own credentials. Many operators may deploy and may not read keys.
 */
export function stageKeys(client: ClientConfiguration, stackName: string) {
  return async (): Promise<string> => {
    const secretId = (await outputsOf(client, stackName))?.get('OpenAiSecretArn') ?? '';
    const secret = await readSecret(new SecretsManagerClient(client), secretId);
    if (!secret) throw new Error('no key was put yet');
    return secret.value;
  };
}
