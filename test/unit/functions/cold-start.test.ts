import { describe, expect, it, vi } from 'vitest';
import { environments, functionNames as names } from '../../../shared/contracts/functions.ts';
import { setFunctionEnvironment } from '../../support/function-environment.ts';

const needing = names.filter((name) => Object.keys(environments[name].shape).length > 0);

describe('a function', () => {
  it.each(needing)(
    '%s fails at its start and names every variable that is missing',
    async (name) => {
      vi.resetModules();
      const shape = Object.keys(environments[name].shape);
      for (const variable of shape) vi.stubEnv(variable, undefined);

      const error = await import(`../../../functions/${name}/handler.ts`).catch(String);
      for (const variable of shape) expect(error).toContain(`${variable} (missing)`);
      vi.unstubAllEnvs();
    },
  );

  it.each(needing)('%s starts with what its contract names', async (name) => {
    vi.resetModules();
    setFunctionEnvironment();

    await expect(import(`../../../functions/${name}/handler.ts`)).resolves.toMatchObject({
      handler: expect.any(Function),
    });
  });
});
