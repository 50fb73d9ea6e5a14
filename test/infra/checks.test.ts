import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { expect, it } from 'vitest';
import * as z from 'zod';
import { addChecks } from '../../infra/stack/checks.ts';
import { addStack, temporaryApp } from '../support/synthesized-stack.ts';

const reportSchema = z.looseObject({
  pluginReports: z.array(z.looseObject({ pluginName: z.string(), conclusion: z.string() })),
});

const clean = temporaryApp({ stage: 'dev' });
const production = temporaryApp({ stage: 'prod' });
const careless = temporaryApp();

it.each([
  ['dev', clean],
  ['prod', production],
])('cdk-nag finds nothing in %s that is not accepted with a reason', (_, app) => {
  addStack(app);
  addChecks(app);
  const { directory } = app.synth();
  const { pluginReports } = reportSchema.parse(
    JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8')),
  );
  expect(pluginReports).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ pluginName: 'AwsSolutions', conclusion: 'success' }),
      expect.objectContaining({ pluginName: 'Serverless', conclusion: 'success' }),
    ]),
  );
});

it('the synth fails on what no one has accepted', () => {
  const stack = addStack(careless);
  new Bucket(stack, 'Careless');
  addChecks(careless);
  expect(() => careless.synth()).toThrow('AwsSolutions-S10');
});
