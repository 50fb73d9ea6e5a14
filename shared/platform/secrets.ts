import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientDefaults } from './aws-client-defaults.ts';

export type SecretReader = (options?: { afresh: boolean }) => Promise<string>;

const cachedMilliseconds = 5 * 60_000;

/** Reads one secret at run time, by this function's role. Kept for five minutes at most. */
export function secretReader(secretArn: string): SecretReader {
  const client = new SecretsManagerClient(awsClientDefaults({ requestTimeoutMilliseconds: 3_000 }));
  let cached: { value: Promise<string>; until: number } | undefined;

  const fetchValue = async () => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!SecretString) throw new Error('The secret has no value');
    return SecretString;
  };

  return ({ afresh } = { afresh: false }) => {
    if (afresh || !cached || cached.until <= Date.now()) {
      const value = fetchValue();
      cached = { value, until: Date.now() + cachedMilliseconds };
      // A failure must not be kept.
      value.catch(() => {
        if (cached?.value === value) cached = undefined;
      });
    }
    return cached.value;
  };
}
