import { describe, expect, it } from 'vitest';
import { importTemplate } from '../../infra/operate/adoption/import-template.ts';
import {
  type keptParts,
  logicalIdOf,
  partNames,
  templateSchema,
} from '../../infra/operate/adoption/kept-parts.ts';
import { synthesizeStack } from '../support/synthesized-stack.ts';

const prod = synthesizeStack({ stage: 'prod' });
const template = templateSchema.parse(prod.template.toJSON());
const logicalIds = partNames.map((part) => logicalIdOf(part, template));
const imported = importTemplate(template, logicalIds);
const entryOf = (part: keyof typeof keptParts) => imported.Resources[logicalIdOf(part, template)];

describe('what a new stack imports from an earlier one', () => {
  it('is everything that a protected stage leaves behind except its logs', () => {
    const left = Object.entries(prod.resources)
      .filter(([, { DeletionPolicy }]) => DeletionPolicy?.startsWith('Retain'))
      .filter(([, { Type }]) => Type !== 'AWS::Logs::LogGroup');
    expect(Object.keys(imported.Resources).toSorted()).toEqual(left.map(([id]) => id).toSorted());
  });

  it('has the types and ids of the stage itself, each with a deletion policy', () => {
    for (const [id, entry] of Object.entries(imported.Resources)) {
      expect(entry).toMatchObject({
        Type: prod.resources[id]?.Type,
        DeletionPolicy: prod.resources[id]?.DeletionPolicy,
      });
    }
  });

  it.each(partNames.filter((part) => part !== 'bucket'))('repeats %s word for word', (part) => {
    expect(entryOf(part)).toEqual(template.Resources[logicalIdOf(part, template)]);
  });

  it('makes no new key: the generators are the same as in the stage', () => {
    expect(entryOf('tokenKeys')?.Properties).toHaveProperty(
      'GenerateSecretString.GenerateStringKey',
    );
    expect(entryOf('push')?.Properties).toHaveProperty('GenerateSecretString.GenerateStringKey');
  });

  it('describes the bucket completely, except for names of what does not exist yet', () => {
    const whole = template.Resources[logicalIdOf('bucket', template)]?.Properties ?? {};
    const { CorsConfiguration, NotificationConfiguration, ...rest } = whole;
    expect(entryOf('bucket')?.Properties).toEqual(rest);
    expect(CorsConfiguration).toBeDefined();
    expect(NotificationConfiguration).toBeDefined();
  });

  it('names nothing but the imported resources, and has no output, parameter or rule', () => {
    const text = JSON.stringify(imported);
    const others = Object.keys(prod.resources).filter((id) => !logicalIds.includes(id));
    expect(others.filter((id) => text.includes(`"${id}"`))).toEqual([]);
    expect(Object.keys(imported)).toEqual(['Resources']);
  });

  it('sets no physical name, since the deploy that follows sets none', () => {
    for (const { Properties = {} } of Object.values(imported.Resources)) {
      expect(Properties).not.toHaveProperty('TableName');
      expect(Properties).not.toHaveProperty('BucketName');
      expect(Properties).not.toHaveProperty('Name');
    }
  });
});

describe('a property of what is imported', () => {
  const other = { Type: 'AWS::SQS::Queue' };
  const withProperty = (value: unknown) =>
    importTemplate(
      {
        Resources: {
          Bucket: { Type: 'AWS::S3::Bucket', Properties: { Value: value } },
          Table: { Type: 'AWS::DynamoDB::GlobalTable' },
          Queue: other,
        },
        Outputs: {},
      },
      ['Bucket', 'Table'],
    ).Resources['Bucket']?.Properties;

  it.each([
    [{ Ref: 'Queue' }],
    [[{ a: { 'Fn::GetAtt': ['Queue', 'Arn'] } }]],
    [{ 'Fn::GetAtt': 'Queue.Arn' }],
    [{ 'Fn::Sub': `x-\${Queue.Arn}` }],
    [{ 'Fn::Sub': [`\${A}-\${Queue}`, { A: 'a' }] }],
    [{ 'Fn::Sub': [`\${A}`, { A: { Ref: 'Queue' } }] }],
    [{ 'Fn::Join': ['', ['a', { Ref: 'Queue' }]] }],
  ])('that is %j is left to the deploy that follows', (value) => {
    expect(withProperty(value)).toEqual({});
  });

  it.each([
    ['Queue'],
    [{ Ref: 'AWS::Region' }],
    [{ Ref: 'Table' }],
    [{ 'Fn::Sub': `\${AWS::StackName}-\${!Queue}-\${Table}` }],
    [{ 'Fn::Sub': [`\${Queue}`, { Queue: 'its own' }] }],
  ])('that is %j stays', (value) => {
    expect(withProperty(value)).toEqual({ Value: value });
  });
});
