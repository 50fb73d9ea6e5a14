import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { minimumBootstrapVersion } from '../../infra/operate/preflight.ts';
import { addStack, temporaryApp } from '../support/synthesized-stack.ts';

const manifestSchema = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      properties: z
        .looseObject({ requiresBootstrapStackVersion: z.number().optional() })
        .optional(),
    }),
  ),
});

const app = temporaryApp();

it('the preflight asks CDK’s bootstrap for what the assembly asks of it', () => {
  addStack(app);
  const { directory } = app.synth();
  const { artifacts } = manifestSchema.parse(
    JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')),
  );
  const required = Object.values(artifacts).map(
    ({ properties }) => properties?.requiresBootstrapStackVersion ?? 0,
  );
  expect(Math.max(...required)).toBe(minimumBootstrapVersion);
});
