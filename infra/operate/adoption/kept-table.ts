import * as z from 'zod';
import { missingReplicas } from './kept-others.ts';
import type { TemplateResource } from './kept-parts.ts';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

/** DynamoDB describes a table by the words that a template asks for it with. */
const shapeSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        IndexStatus: z.string().optional(),
        KeySchema: keySchema,
        Projection: z.object({
          ProjectionType: z.string(),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
});

const wantedSchema = shapeSchema.extend({
  BillingMode: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string() }),
  Replicas: z.array(
    z.object({
      Region: z.string(),
      DeletionProtectionEnabled: z.boolean().default(false),
      PointInTimeRecoverySpecification: z
        .object({ PointInTimeRecoveryEnabled: z.boolean() })
        .optional(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    }),
  ),
});

/** A table as it was found. */
export interface KeptTable {
  readonly status: string;
  /** As DescribeTable tells it. */
  readonly shape: unknown;
  readonly billingMode: string;
  /** Regions that have it, beside its own. */
  readonly replicas: readonly string[];
  /** The attribute that rows expire by. */
  readonly expiresBy: string | undefined;
  readonly canBeRestored: boolean;
  readonly isProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is set on a table that does not have it: a restored one has no such thing. */
export type TableMend =
  | { readonly sets: 'expiry'; readonly attribute: string }
  | { readonly sets: 'recovery'; readonly isOn: boolean }
  | { readonly sets: 'protection'; readonly isOn: boolean }
  | { readonly sets: 'tags'; readonly tags: Readonly<Record<string, string>> };

export interface TableJudgement {
  /** Why it cannot be the stage's table. */
  readonly refusals: readonly string[];
  /** What CloudFormation will believe to be there, and is not. */
  readonly mends: readonly TableMend[];
}

/**
 * CloudFormation compares nothing where it imports: what the template says and the table has not would
 * be missing for good.
 * @param entry what the stage's template says of its table
 * @param region the stage's own
 */
export function judgeTable(
  table: KeptTable,
  entry: TemplateResource,
  region: string,
): TableJudgement {
  const wanted = wantedSchema.parse(entry.Properties);
  const read = shapeSchema.safeParse(table.shape);
  if (table.status !== 'ACTIVE' || !read.success) {
    return { refusals: [`is ${table.status}, and has to be ACTIVE`], mends: [] };
  }
  const own = wanted.Replicas.find((replica) => replica.Region === region);
  const others = wanted.Replicas.map(({ Region }) => Region).filter((one) => one !== region);
  const refusals = [
    ...differences(read.data, wanted),
    ...(table.billingMode === wanted.BillingMode
      ? []
      : [`is paid by ${table.billingMode}, and has to be by ${wanted.BillingMode}`]),
    ...missingReplicas(others, table.replicas),
    ...(table.expiresBy === undefined ||
    table.expiresBy === wanted.TimeToLiveSpecification.AttributeName
      ? []
      : [
          `expires by ${table.expiresBy}, which has to be switched off first: DynamoDB takes one attribute, and an hour to let go of it`,
        ]),
  ];
  const tags = (own?.Tags ?? []).filter(({ Key, Value }) => table.tags[Key] !== Value);
  const isRestorable = own?.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false;
  const isProtected = own?.DeletionProtectionEnabled ?? false;
  return {
    refusals,
    mends: [
      ...(table.expiresBy === undefined
        ? [{ sets: 'expiry', attribute: wanted.TimeToLiveSpecification.AttributeName } as const]
        : []),
      ...(table.canBeRestored === isRestorable
        ? []
        : [{ sets: 'recovery', isOn: isRestorable } as const]),
      ...(table.isProtected === isProtected
        ? []
        : [{ sets: 'protection', isOn: isProtected } as const]),
      ...(tags.length === 0
        ? []
        : [
            {
              sets: 'tags',
              tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
            } as const,
          ]),
    ],
  };
}

type Shape = z.infer<typeof shapeSchema>;

function differences(found: Shape, wanted: Shape): readonly string[] {
  const keysFound = keysOf(found.KeySchema, found);
  const keysWanted = keysOf(wanted.KeySchema, wanted);
  return [
    ...(keysFound === keysWanted ? [] : [`has the keys ${keysFound}, and not ${keysWanted}`]),
    ...wanted.GlobalSecondaryIndexes.flatMap((index) => {
      const { IndexName } = index;
      const there = found.GlobalSecondaryIndexes.find((one) => one.IndexName === IndexName);
      if (!there) {
        return [`has no index ${IndexName}: restore it with its indexes, or make that one`];
      }
      if ((there.IndexStatus ?? 'ACTIVE') !== 'ACTIVE') {
        return [`has an index ${IndexName} that is ${there.IndexStatus}, and has to be ACTIVE`];
      }
      const has = indexText(there, found);
      const needs = indexText(index, wanted);
      return has === needs ? [] : [`has an index ${IndexName} of ${has}, and not of ${needs}`];
    }),
  ];
}

const indexText = (index: Shape['GlobalSecondaryIndexes'][number], shape: Shape): string =>
  [
    keysOf(index.KeySchema, shape),
    index.Projection.ProjectionType,
    ...(index.Projection.NonKeyAttributes ?? []).toSorted(),
  ].join(' ');

/** e.g. `pk S HASH, sk S RANGE` */
const keysOf = (keys: z.infer<typeof keySchema>, { AttributeDefinitions }: Shape): string =>
  keys
    .map(({ AttributeName, KeyType }) => {
      const type = AttributeDefinitions.find((one) => one.AttributeName === AttributeName);
      return `${AttributeName} ${type?.AttributeType ?? '?'} ${KeyType}`;
    })
    .join(', ');

/** Said when it is done. */
export function mendText(mend: TableMend): string {
  switch (mend.sets) {
    case 'expiry':
      return `rows expire by ${mend.attribute}`;
    case 'recovery':
      return `point-in-time recovery is ${mend.isOn ? 'on' : 'off'}`;
    case 'protection':
      return `protection from deletion is ${mend.isOn ? 'on' : 'off'}`;
    case 'tags':
      return `tags ${Object.keys(mend.tags).join(', ')}`;
  }
}
