import { CommandTrouble } from '../command-line/command-trouble.ts';

const noCredentials = new Set(['CredentialsProviderError', 'TokenProviderError']);
const refusedCredentials = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);
const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
]);

/** Whether AWS knows who asks and does not let them. */
export function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied|^UnauthorizedOperation$/.test(error.name);
}

/**
 * What an AWS call's error means to the person at the terminal.
 * @returns the error itself where it is none of those a person can do something about
 */
export function troubleOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandTrouble) return error;
  if (noCredentials.has(error.name)) {
    return new CommandTrouble(
      `There are no AWS credentials to act with (${firstLine(error.message)}); sign in, e.g. \`aws sso login\`, or set AWS_PROFILE.`,
    );
  }
  if (refusedCredentials.has(error.name)) {
    return new CommandTrouble(
      `AWS does not accept these credentials (${error.name}); sign in again, or choose others by AWS_PROFILE.`,
    );
  }
  if (isAccessDenied(error)) {
    return new CommandTrouble(`Access denied: ${firstLine(error.message)}`);
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (unreachable.has(code)) {
    return new CommandTrouble(`AWS does not answer (${code}: ${firstLine(error.message)}).`);
  }
  // The SDK's errors all say so: a service refused a call, which no stack trace explains better.
  if ('$metadata' in error) {
    return new CommandTrouble(`AWS refused: ${error.name}: ${firstLine(error.message)}`);
  }
  return error;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() || 'no reason given';
}
