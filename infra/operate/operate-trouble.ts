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

/** Tells whether AWS knows the caller and denies the call. */
export function isAccessDenied(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied|^UnauthorizedOperation$/.test(error.name);
}

/**
 * Turns an AWS call's error into one line for the person at the terminal.
 * @returns the error itself where a person can do nothing about it
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
  // All errors of services have this property; a stack trace would explain nothing more.
  if ('$metadata' in error) {
    return new CommandTrouble(`AWS refused: ${error.name}: ${firstLine(error.message)}`);
  }
  return error;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.trim() || 'no reason given';
}
