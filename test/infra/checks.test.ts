import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, CfnResource, Stack } from 'aws-cdk-lib';
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
const mistaken = temporaryApp();

it.each([
  ['dev', clean],
  ['prod', production],
])('cdk-nag finds nothing in %s that is not accepted with a reason', (_, app) => {
  addStack(app);
  addChecks(app);
  // CDK's own rules report only if they find something.
  expect(reportsOf(app)).toEqual([
    expect.objectContaining({ pluginName: 'AwsSolutions', conclusion: 'success' }),
    expect.objectContaining({ pluginName: 'Serverless', conclusion: 'success' }),
  ]);
});

it('a property that CloudFormation does not know is reported', () => {
  const stack = new Stack(mistaken, 'Mistaken');
  new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { NoSuch: 1 } });
  addChecks(mistaken);
  expect(JSON.stringify(reportsOf(mistaken))).toContain('NoSuch');
});

it('the synth fails on findings that nobody has accepted', () => {
  const stack = addStack(careless);
  new Bucket(stack, 'Careless');
  addChecks(careless);
  expect(() => careless.synth()).toThrow('AwsSolutions-S10');
});

function reportsOf(app: App): z.infer<typeof reportSchema>['pluginReports'] {
  const { directory } = app.synth();
  const report = readFileSync(join(directory, 'validation-report.json'), 'utf8');
  return reportSchema.parse(JSON.parse(report)).pluginReports;
}
