import { describe, expect, test } from 'vitest';
import { isAllowed } from '../../../infra/local/aws/iam.ts';
import { allow } from '../../support/stack-model.ts';

const table = 'arn:aws:dynamodb:ap-northeast-2:000000000000:table/lectures';

describe('an identity policy', () => {
  test('allows what it names and nothing else', () => {
    const policy = [allow(['dynamodb:PutItem'], [table])];
    expect(isAllowed(policy, 'dynamodb:PutItem', table)).toBe(true);
    expect(isAllowed(policy, 'dynamodb:PutItems', table)).toBe(false);
    expect(isAllowed(policy, 'dynamodb:PutItem', `${table}/index/open`)).toBe(false);
    expect(isAllowed([], 'dynamodb:PutItem', table)).toBe(false);
  });

  test('matches actions in any case and with wildcards, and resources in their own case', () => {
    expect(isAllowed([allow(['DynamoDB:put*'], [table])], 'dynamodb:PutItem', table)).toBe(true);
    expect(isAllowed([allow(['dynamodb:?utItem'], [table])], 'dynamodb:PutItem', table)).toBe(true);
    expect(isAllowed([allow(['*'], [`${table}/index/*`])], 'a:B', `${table}/index/open`)).toBe(
      true,
    );
    expect(isAllowed([allow(['*'], [table.toUpperCase()])], 'a:B', table)).toBe(false);
  });

  test('takes every other character of a pattern literally', () => {
    expect(
      isAllowed([allow(['*'], ['arn:aws:s3:::a.b/*'])], 's3:GetObject', 'arn:aws:s3:::aXb/c'),
    ).toBe(false);
    expect(isAllowed([allow(['*'], ['[a-z]+(x)$'])], 's3:GetObject', '[a-z]+(x)$')).toBe(true);
  });

  test('applies to the partitions it names, and every key must be in one of them', () => {
    const policy = [allow(['dynamodb:*'], [table], ['CATALOG', 'USER#*'])];
    const about = (...leadingKeys: string[]) =>
      isAllowed(policy, 'dynamodb:GetItem', table, leadingKeys);

    expect(about('CATALOG')).toBe(true);
    expect(about('USER#1', 'USER#2', 'CATALOG')).toBe(true);
    expect(about('CATALOG#1')).toBe(false);
    expect(about('USER#1', 'QUOTA')).toBe(false);
    // A scan asks like this: if it had no keys, all would match.
    expect(about()).toBe(false);
  });

  test('denies what a Deny names, whatever else allows it', () => {
    const policy = [
      { effect: 'Deny', actions: ['dynamodb:Delete*'], resources: ['*'] } as const,
      allow(['dynamodb:*'], ['*']),
    ];
    expect(isAllowed(policy, 'dynamodb:DeleteItem', table)).toBe(false);
    expect(isAllowed(policy, 'dynamodb:PutItem', table)).toBe(true);
  });
});
