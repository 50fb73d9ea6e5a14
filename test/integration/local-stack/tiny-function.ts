import { fileURLToPath } from 'node:url';
import type { LocalFunction } from '../../../infra/local/template/model.ts';

/** One of `test/support/tiny-functions`, as the template reader would describe it. */
export function tinyFunction(
  folder: 'echo' | 'worker' | 'tick' | 'broken',
  overrides: Partial<LocalFunction> = {},
): LocalFunction {
  return {
    logicalId: `${folder}0A1B2C3D`,
    name: `tiny-${folder}`,
    arn: `arn:aws:lambda:ap-northeast-2:000000000000:function:tiny-${folder}`,
    roleArn: `arn:aws:iam::000000000000:role/tiny-${folder}`,
    codeDirectory: fileURLToPath(
      new URL(`../../support/tiny-functions/${folder}`, import.meta.url),
    ),
    handler: 'index.handler',
    environment: {},
    timeoutSeconds: 10,
    memoryMegabytes: 256,
    ...overrides,
  };
}
