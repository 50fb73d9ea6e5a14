import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { HttpResponse } from '@smithy/protocol-http';
import { dynamoStandings } from '../../../shared/adapters/dynamo-standings.ts';
import { standingShards } from '../../../shared/contracts/table.ts';
import { foldStandings, learnersIn } from '../../../shared/ranking/snapshot.ts';
import { itemBytes, queryUnits } from '../../support/read-units.ts';
import { now, standingItem, standingOfLearner, userIdOf } from './learners.ts';

/** Where DynamoDB ends a page of a query. */
const pageBytes = 1_048_576;
/** Made once and answered again and again: making ten million would take longer than to fold them. */
const distinctPages = 8;

interface Page {
  readonly learners: number;
  readonly bytes: number;
  readonly items: string;
}

/** What the index answers of its items: all but what stands in no index. */
function pageFrom(first: number): Page {
  const items: string[] = [];
  let bytes = 0;
  for (let index = first; ; index++) {
    const userId = userIdOf(index);
    const { revision: _, rule: __, ...entry } = standingItem(userId, standingOfLearner(userId));
    const more = itemBytes(entry);
    if (bytes + more > pageBytes) break;
    bytes += more;
    items.push(JSON.stringify(marshall(entry)));
  }
  return { learners: items.length, bytes, items: items.join(',') };
}

export interface FoldedStandings {
  readonly learners: number;
  readonly pages: number;
  readonly readUnits: number;
  readonly processorSeconds: number;
  /** Above what the process held before. */
  readonly peakMegabytes: number;
}

/**
 * Folds that many standings as the function does: with its adapter, the SDK's own client and DynamoDB's
 * answers, page for page as they come over the wire. The time on the wire is left out.
 */
export async function foldSimulated(learners: number): Promise<FoldedStandings> {
  const pages: Page[] = [];
  for (let first = 0; pages.length < distinctPages; first += pages.at(-1)?.learners ?? 0) {
    pages.push(pageFrom(first));
  }
  const learnersOfShard = Math.ceil(learners / standingShards);
  const read = { pages: 0, bytes: 0, learners: new Map<string, number>() };
  let peakBytes = 0;
  const before = process.memoryUsage.rss();

  const answer = (body: string): string => {
    const { ExpressionAttributeValues } = JSON.parse(body);
    const shard: string = ExpressionAttributeValues[':shard'].S;
    const page = pages[read.pages % distinctPages];
    if (!page) throw new Error('no page was made');
    read.pages += 1;
    read.bytes += page.bytes;
    const learnersRead = (read.learners.get(shard) ?? 0) + page.learners;
    read.learners.set(shard, learnersRead);
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss() - before);
    const last =
      learnersRead >= learnersOfShard
        ? ''
        : ',"LastEvaluatedKey":{"pk":{"S":"k"},"sk":{"S":"STANDING"}}';
    return `{"Items":[${page.items}],"Count":${page.learners}${last}}`;
  };
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
      requestHandler: {
        handle: async ({ body }: { body: string }) => ({
          response: new HttpResponse({
            statusCode: 200,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: Buffer.from(answer(body)),
          }),
        }),
      },
    }),
  );
  const begun = process.cpuUsage();
  const snapshot = await foldStandings(dynamoStandings({ client, name: 'standings' }).all(), now);
  const { user, system } = process.cpuUsage(begun);
  return {
    learners: learnersIn(snapshot),
    pages: read.pages,
    readUnits: queryUnits(read.bytes),
    processorSeconds: (user + system) / 1e6,
    peakMegabytes: peakBytes / 1_048_576,
  };
}
