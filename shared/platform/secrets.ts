import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsClientDefaults } from './aws-client-defaults.ts';
import { ConfigurationError } from './configuration-error.ts';

export type SecretReader = (options?: { afresh: boolean }) => Promise<string>;

const cachedMilliseconds = 5 * 60_000;

/** Secrets Manager's errors where no value was ever put, or the secret is about to be deleted. */
const missingErrors = ['ResourceNotFoundException', 'InvalidRequestException'];

/**
 * Reads one secret at run time, by this function's role, and caches it for at most five minutes.
 * @throws ConfigurationError where the secret has no value
 */
export function secretReader(secretArn: string): SecretReader {
  const client = new SecretsManagerClient(awsClientDefaults({ requestTimeoutMilliseconds: 3_000 }));
  let cached: { value: Promise<string>; until: number } | undefined;

  const fetchValue = async () => {
    const missing = () => new ConfigurationError(`The secret ${nameOf(secretArn)} has no value`);
    const { SecretString } = await client
      .send(new GetSecretValueCommand({ SecretId: secretArn }))
      .catch((error: unknown) => {
        const isMissing = error instanceof Error && missingErrors.includes(error.name);
        throw isMissing ? missing() : error;
      });
    if (!SecretString) throw missing();
    return SecretString;
  };

  return ({ afresh } = { afresh: false }) => {
    if (afresh || !cached || cached.until <= Date.now()) {
      const value = fetchValue();
      cached = { value, until: Date.now() + cachedMilliseconds };
      // A failure must not be cached.
      value.catch(() => {
        if (cached?.value === value) cached = undefined;
      });
    }
    return cached.value;
  };
}

/** `arn:aws:secretsmanager:region:account:secret:name` */
const nameOf = (secretArn: string): string => secretArn.split(':')[6] ?? secretArn;
