import { randomBytes } from 'node:crypto';
import type { LocalFunction } from '../template/model.ts';

export interface FunctionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

export interface IssuedCredentials {
  /** @throws Error for a function that has no credentials */
  ofFunction(fn: LocalFunction): FunctionCredentials;
  readonly byAccessKeyId: ReadonlyMap<string, { secretAccessKey: string; roleArn: string }>;
}

/** Gives each function an access key of its own, which stands for its role at the AWS edge. */
export function issueCredentials(functions: readonly LocalFunction[]): IssuedCredentials {
  const byFunctionArn = new Map<string, FunctionCredentials>();
  const byAccessKeyId = new Map<string, { secretAccessKey: string; roleArn: string }>();
  for (const { arn, roleArn } of functions) {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const secretAccessKey = randomBytes(30).toString('base64url');
    const sessionToken = randomBytes(24).toString('base64url');
    byFunctionArn.set(arn, { accessKeyId, secretAccessKey, sessionToken });
    byAccessKeyId.set(accessKeyId, { secretAccessKey, roleArn });
  }
  return {
    byAccessKeyId,
    ofFunction: ({ arn }) => {
      const issued = byFunctionArn.get(arn);
      if (issued === undefined) throw new Error(`${arn} has no credentials`);
      return issued;
    },
  };
}
