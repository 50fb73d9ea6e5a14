import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import * as z from 'zod';
import { feedbackKey, lectureKey } from '../../shared/adapters/dynamo-keys.ts';
import type { LectureKey } from '../../shared/lectures/lecture.ts';

const keySchema = z.object({ pk: z.object({ S: z.string() }), sk: z.object({ S: z.string() }) });
const writeSchema = z.object({
  Key: keySchema.optional(),
  Item: keySchema.optional(),
  ExpressionAttributeValues: z.looseObject({ ':new_endedAt': z.unknown().optional() }).optional(),
});

/**
 * A DynamoDB that remembers which lectures were ended and graded how often, whatever the rows say later.
 */
export interface WitnessedDynamoDb {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** How often an ending was written into the lecture's row. */
  endings(lecture: LectureKey): number;
  /** How often feedback was put for the lecture. */
  gradings(lecture: LectureKey): number;
  stop(): void;
}

/** Starts dynalite in memory; writes that a condition refuses do not count. */
export async function startWitnessedDynamoDb(): Promise<WitnessedDynamoDb> {
  const counts = new Map<string, number>();
  const server = dynalite({ createTableMs: 0 });
  server.prependListener('request', (request: IncomingMessage, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    if (operation !== 'UpdateItem' && operation !== 'PutItem') return;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('finish', () => {
      if (response.statusCode !== 200) return;
      const written = writtenResult(Buffer.concat(chunks).toString('utf8'));
      if (written !== undefined) counts.set(written, (counts.get(written) ?? 0) + 1);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const countOf = ({ pk, sk }: { pk: string; sk: string }) => counts.get(`${pk} ${sk}`) ?? 0;
  return {
    endpoint: `http://127.0.0.1:${portOf(server.address())}`,
    endings: (lecture) => countOf(lectureKey(lecture)),
    gradings: (lecture) => countOf(feedbackKey(lecture)),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The key of a lecture that this request ends, or of feedback that it puts. */
export function writtenResult(body: string): string | undefined {
  const write = writeSchema.parse(JSON.parse(body));
  const key = write.Key ?? write.Item;
  const isEnding = write.ExpressionAttributeValues?.[':new_endedAt'] !== undefined;
  const isFeedback = write.Item?.sk.S.startsWith('FEEDBACK#') === true;
  return key && (isEnding || isFeedback) ? `${key.pk.S} ${key.sk.S}` : undefined;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('DynamoDB does not listen');
  return address.port;
}
