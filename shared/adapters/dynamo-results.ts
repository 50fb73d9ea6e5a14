import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { lowestIdAt } from '../identifiers/json-safe-id.ts';
import type { ResultsReader } from '../ranking/ports.ts';
import type { RankedResult } from '../ranking/standing.ts';
import { lectureKey, lecturePrefix, userPartition } from './dynamo-keys.ts';
import type { Table } from './dynamo-table.ts';

const resultRow = z.object({ createdAt: z.number(), endedAt: z.number(), score: z.number() });

/** A presigned key may wait this long for its submission, which is what counts. */
const submissionDelayMilliseconds = 24 * 3_600_000;

/**
 * A learner's graded recordings, straight from their rows: lecture ids sort by time, so the window
 * is one range of keys.
 */
export function dynamoResults(table: Table): ResultsReader {
  return async (userId, since) => {
    const results: RankedResult[] = [];
    let startKey: Record<string, unknown> | undefined;
    do {
      const page = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          FilterExpression: '#status = :success AND kind = :recording',
          ProjectionExpression: 'createdAt, endedAt, score',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':pk': userPartition(userId),
            ':first': lectureKey({
              userId,
              lectureId: lowestIdAt(since - submissionDelayMilliseconds),
            }).sk,
            ':last': `${lecturePrefix}:`,
            ':success': 'SUCCESS',
            ':recording': 'recording',
          },
          ConsistentRead: true,
          ...(startKey && { ExclusiveStartKey: startKey }),
        }),
      );
      for (const item of page.Items ?? []) results.push(resultRow.parse(item));
      startKey = page.LastEvaluatedKey;
    } while (startKey);
    return results;
  };
}
