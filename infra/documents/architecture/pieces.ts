import * as z from 'zod';
import type { StackModel } from '../../local/template/model.ts';
import { ArchitectureError, type Piece, type PieceKind } from './architecture.ts';

interface IdentifiedPiece extends Piece {
  readonly arn: string;
}

/** The pieces of one stack by their names and by their ARNs. */
export interface Pieces {
  readonly all: readonly Piece[];
  /**
   * Finds the piece behind an ARN, and the part of it that the ARN names, if it names one.
   * @throws ArchitectureError for an ARN of something else
   */
  behind(arn: string): { readonly piece: Piece; readonly part?: string };
}

const indexes = z
  .array(z.looseObject({ IndexName: z.string() }))
  .optional()
  .transform((found) => (found ?? []).map(({ IndexName }) => IndexName));

export function findPieces(stack: StackModel): Pieces {
  const named = nameByOutput(stack);
  const piece = (kind: PieceKind, physicalName: string, arn: string): IdentifiedPiece => ({
    kind,
    name: named(physicalName, arn),
    arn,
  });
  const identified: readonly IdentifiedPiece[] = [
    ...stack.tables.flatMap(({ name, arn, createTable }) => [
      piece('table', name, arn),
      ...indexes.parse(createTable['GlobalSecondaryIndexes']).map((index) => ({
        kind: 'index' as const,
        name: `index ${index}`,
        arn: `${arn}/index/${index}`,
      })),
    ]),
    ...stack.buckets.map(({ name, arn }) => piece('bucket', name, arn)),
    ...stack.queues.map(({ name, arn }) => piece('queue', name, arn)),
    ...stack.secrets.map(({ logicalId, arn }) => piece('secret', logicalId, arn)),
  ];
  const names = identified.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ArchitectureError(`two pieces are called ${twice}`);
  // An index's ARN begins with its table's, so the longest ARN that fits is the piece.
  const closestFirst = identified.toSorted((one, other) => other.arn.length - one.arn.length);

  return {
    all: identified.map(({ kind, name }) => ({ kind, name })),
    behind(arn) {
      const found = closestFirst.find((piece) => arn === piece.arn || isWithin(arn, piece.arn));
      if (found === undefined) throw new ArchitectureError(`${arn} is no piece of the stack`);
      const { kind, name } = found;
      const part = arn.slice(found.arn.length + 1);
      return { piece: { kind, name }, ...(part === '' ? {} : { part }) };
    },
  };
}

const isWithin = (arn: string, whole: string): boolean => arn.startsWith(`${whole}/`);

/** Proper names among the words of an output's key. */
const properNames: Readonly<Record<string, string>> = { 'open ai': 'OpenAI', sentry: 'Sentry' };

/**
 * Names a piece by the output of the stack that holds its name or ARN: `LectureQueueUrl` gives `lecture
 * queue`. Physical names and logical ids carry hashes.
 */
function nameByOutput(stack: StackModel): (physicalName: string, arn: string) => string {
  const outputs = Object.entries(stack.outputs);
  return (physicalName, arn) => {
    const output = outputs.find(
      ([, value]) => value === physicalName || value === arn || value.endsWith(`/${physicalName}`),
    );
    if (output === undefined) {
      throw new ArchitectureError(`${physicalName} has no name: no output of the stack tells it`);
    }
    const words = output[0]
      .replace(/(Name|Arn|Url)$/, '')
      .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
      .toLowerCase();
    return Object.entries(properNames).reduce(
      (text, [plain, proper]) => text.replace(plain, proper),
      words,
    );
  };
}
