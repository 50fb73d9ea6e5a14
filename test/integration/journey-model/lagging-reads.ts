import { GetCommand } from '@aws-sdk/lib-dynamodb';

/** The table as it was at one moment, by partition and sort key. */
export interface Snapshot {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly items: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** DynamoDB's replicas are mostly within a second of each other. */
const lagMilliseconds = 2_000;

/**
 * A client whose eventually consistent reads of one item answer what it was some steps ago, as a
 * replica may; neither engine under the tests does that by itself.
 */
export function laggingReads<Client extends { send(command: never): unknown }>(
  client: Client,
  past: { readonly snapshots: readonly Snapshot[]; clock(): number },
): Client {
  return new Proxy(client, {
    get(target, property) {
      if (property !== 'send') return Reflect.get(target, property);
      return async (command: Parameters<Client['send']>[0]) => {
        const read: unknown = command;
        const isEventual = read instanceof GetCommand && !read.input.ConsistentRead;
        const from = past.clock() - lagMilliseconds;
        const snapshot = past.snapshots.find(({ at }) => at >= from);
        if (!isEventual || !snapshot) return target.send(command);
        const { pk, sk } = read.input.Key ?? {};
        const Item = snapshot.items.get(`${pk} ${sk}`);
        return Item ? { Item } : {};
      };
    },
  });
}
