import { describe, expect, it } from 'vitest';
import {
  logicalIdOf,
  partNames,
  readAdoption,
} from '../../../../infra/operate/adoption/kept-parts.ts';

const manual = { usage: 'npm run deploy -- --adopt PART=NAME', text: '' };
const all = partNames.map((part) => `${part}=my-${part}`);

describe('--adopt', () => {
  it('names nothing if it was not given', () => {
    expect(readAdoption(undefined, manual)).toBeUndefined();
  });

  it('names each part', () => {
    expect(readAdoption(all, manual)).toEqual(
      new Map(partNames.map((part) => [part, `my-${part}`])),
    );
  });

  it('leaves out what should be made again', () => {
    const given = all.map((text) => (text.startsWith('bucket=') ? 'bucket=new' : text));
    const adoption = readAdoption(given, manual);
    expect(adoption?.has('bucket')).toBe(false);
    expect(adoption?.size).toBe(partNames.length - 1);
  });

  it('begins with nothing if that is said', () => {
    expect(readAdoption(['nothing'], manual)?.size).toBe(0);
  });

  it('accepts an ARN, which contains colons itself', () => {
    const arn = 'arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:Keys=1-AbCdEf';
    const given = all.map((text) => (text.startsWith('tokenKeys=') ? `tokenKeys=${arn}` : text));
    expect(readAdoption(given, manual)?.get('tokenKeys')).toBe(arn);
  });

  it.each([
    [['table=t'], 'bucket, tokenKeys, push, openAi, sentry are missing (bucket=new makes it anew)'],
    [all.slice(1), 'table is missing (table=new makes it anew)'],
    [[...all, 'tabel=t'], '--adopt tabel=t: it takes PART=NAME, and the parts are table, bucket'],
    [[...all, 'table=u'], '--adopt table was said twice'],
    [['table='], '--adopt table=: it takes PART=NAME'],
    [['nothing', ...all], '--adopt nothing stands alone'],
    [['constructor=t'], 'the parts are table'],
  ])('refuses %j by name', (given, message) => {
    expect(() => readAdoption(given, manual)).toThrow(message);
  });
});

describe('a part in a template', () => {
  const template = {
    Resources: { T: { Type: 'AWS::DynamoDB::GlobalTable' }, B: { Type: 'AWS::SQS::Queue' } },
    Outputs: {
      TableName: { Value: { Ref: 'T' } },
      RecordingsBucketName: { Value: { Ref: 'B' } },
      TokenKeysSecretArn: { Value: 'arn' },
    },
  };

  it('is the resource that its output names', () => {
    expect(logicalIdOf('table', template)).toBe('T');
  });

  it.each(['bucket', 'tokenKeys', 'push'] as const)(
    'is missed if its output names none of its type: %s',
    (part) => {
      expect(() => logicalIdOf(part, template)).toThrow(`nothing can be adopted as ${part}`);
    },
  );
});
