import { dynamoSnapshots, dynamoStandings } from '../../shared/adapters/dynamo-standings.ts';
import type { Table } from '../../shared/adapters/dynamo-table.ts';
import { setFunctionEnvironment } from './function-environment.ts';

/** `GET /ranking` as its function answers a checked request, on that table. */
export async function rankingView(table: Table, clock: () => number) {
  setFunctionEnvironment();
  const { answerRanking } = await import('../../functions/get-ranking/handler.ts');
  const answer = answerRanking({
    standings: dynamoStandings(table),
    snapshots: dynamoSnapshots(table),
    clock,
  });
  return async (userId: number) => {
    const { body } = await answer({
      userId,
      tokenVersion: 1,
      caller: undefined,
      path: undefined,
      query: undefined,
      rawQuery: '',
      body: undefined,
      requestId: 'request-1',
      idempotencyKey: undefined,
      language: 'ko',
      canaryProof: undefined,
      sourceAddress: '127.0.0.1',
      url: 'https://api.test/api/v1/ranking',
    });
    return body;
  };
}
