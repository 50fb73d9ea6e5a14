import { describe, expect, it } from 'vitest';
import { changeExpressions, isNew } from '../../../shared/adapters/dynamo-change.ts';

describe('the expressions of a change', () => {
  it('name every attribute by a placeholder, once, however often it is used', () => {
    expect(
      changeExpressions({
        set: { status: 'FAILURE', endedAt: 7 },
        add: { attempt: 1 },
        remove: ['openShard'],
        onlyIf: '#status = :status AND #endedAt < :now',
        values: { status: 'IN_PROGRESS', now: 7 },
      }),
    ).toEqual({
      UpdateExpression:
        'SET #status = :new_status, #endedAt = :new_endedAt ADD #attempt :new_attempt REMOVE #openShard',
      ConditionExpression: '#status = :status AND #endedAt < :now',
      ExpressionAttributeNames: {
        '#status': 'status',
        '#endedAt': 'endedAt',
        '#attempt': 'attempt',
        '#openShard': 'openShard',
      },
      ExpressionAttributeValues: {
        ':new_status': 'FAILURE',
        ':new_endedAt': 7,
        ':new_attempt': 1,
        ':status': 'IN_PROGRESS',
        ':now': 7,
      },
    });
  });

  it('leave undefined values out', () => {
    const { UpdateExpression } = changeExpressions({ set: { etag: undefined, a: 0 }, ...isNew });
    expect(UpdateExpression).toBe('SET #a = :new_a');
  });

  it('have no list of values if there are none, which DynamoDB would refuse', () => {
    expect(changeExpressions({ remove: ['openShard'], ...isNew })).not.toHaveProperty(
      'ExpressionAttributeValues',
    );
  });
});
