import type { Change, ResourceChange } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { lossesIn, refuseLosses } from '../../../infra/operate/change-set.ts';

const change = (logicalId: string, type: string, rest: Partial<ResourceChange>): Change => ({
  Type: 'Resource',
  ResourceChange: { LogicalResourceId: logicalId, ResourceType: type, ...rest },
});
const table = (rest: Partial<ResourceChange>) =>
  change('Table1', 'AWS::DynamoDB::GlobalTable', rest);

describe('a change set loses state or an address', () => {
  it('if a construct was renamed: the old one goes and an empty one comes', () => {
    const renamed = [
      change('Table2', 'AWS::DynamoDB::GlobalTable', { Action: 'Add' }),
      table({ Action: 'Remove', PolicyAction: 'Retain' }),
    ];
    expect(lossesIn(renamed)).toEqual([
      { logicalId: 'Table1', type: 'AWS::DynamoDB::GlobalTable', fate: 'removed' },
    ]);
  });

  it.each([
    { Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndDelete' },
    { Action: 'Modify', Replacement: 'Conditional' },
    { Action: 'Dynamic' },
  ] as const)('if CloudFormation says $Action $Replacement', (rest) => {
    expect(lossesIn([table(rest)])).toMatchObject([{ logicalId: 'Table1', fate: 'replaced' }]);
  });

  it.each([
    { Action: 'Add' },
    { Action: 'Import' },
    { Action: 'Modify', Replacement: 'False' },
    { Action: 'Modify' },
  ] as const)('but not if it says $Action $Replacement', (rest) => {
    expect(lossesIn([table(rest)])).toEqual([]);
  });

  it('but not if the removed resource can be made again', () => {
    const roleOrLogs = ['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup'];
    expect(lossesIn(roleOrLogs.map((type) => change('X', type, { Action: 'Remove' })))).toEqual([]);
  });
});

describe('a deploy that loses something', () => {
  const losses = [
    { logicalId: 'Table1', type: 'AWS::DynamoDB::GlobalTable', fate: 'removed' },
    { logicalId: 'Api1', type: 'AWS::ApiGatewayV2::Api', fate: 'replaced' },
  ] as const;

  it('is refused with the names of what was not named', () => {
    expect(() => refuseLosses(losses, ['Api1'])).toThrow(
      /Table1 \(AWS::DynamoDB::GlobalTable\) removed\. Nothing was changed\. .* --lose Table1\.$/,
    );
    expect(() => refuseLosses(losses, ['Api1'])).not.toThrow('Api1 (');
  });

  it('goes on if each of them was named', () => {
    expect(() => refuseLosses(losses, ['Table1', 'Api1'])).not.toThrow();
    expect(() => refuseLosses([], [])).not.toThrow();
  });

  it('is refused if a given name is none of them, so that no script gives it every time', () => {
    expect(() => refuseLosses(losses, ['Table1', 'Api1', 'Bucket1'])).toThrow('--lose Bucket1: ');
  });
});
