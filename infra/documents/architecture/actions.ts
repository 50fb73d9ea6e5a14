import { ArchitectureError } from './architecture.ts';

/** The words for an arrow, in the order in which it names them. */
const verbs = ['read', 'list', 'write', 'delete', 'send', 'receive'] as const;

/** What an action does, in one word for an arrow. */
export type Verb = (typeof verbs)[number];

const verbOfAction: Readonly<Record<string, Verb>> = {
  GetItem: 'read',
  BatchGetItem: 'read',
  Query: 'read',
  PutItem: 'write',
  UpdateItem: 'write',
  DeleteItem: 'write',
  BatchWriteItem: 'write',
  GetObject: 'read',
  ListBucket: 'list',
  PutObject: 'write',
  DeleteObject: 'delete',
  SendMessage: 'send',
  ReceiveMessage: 'receive',
  DeleteMessage: 'receive',
  GetQueueAttributes: 'receive',
  ChangeMessageVisibility: 'receive',
  GetSecretValue: 'read',
};

/** @throws ArchitectureError for an action that has no word yet */
export function verbsOf(actions: readonly string[]): Verb[] {
  const found = actions.map((action) => {
    const verb = verbOfAction[action];
    if (verb === undefined) {
      throw new ArchitectureError(
        `say in infra/documents/architecture/actions.ts what ${action} does, so that it can be drawn`,
      );
    }
    return verb;
  });
  return verbs.filter((verb) => found.includes(verb));
}
