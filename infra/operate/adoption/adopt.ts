import type { Change } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import type { ChangeSet } from '../change-set.ts';
import type { MadeResource } from '../remove-stack.ts';
import { importTemplate } from './import-template.ts';
import { isGenerated, judgeBucket, judgeSecret } from './kept-others.ts';
import {
  type Adoption,
  keptParts,
  logicalIdOf,
  type PartName,
  type Template,
  type TemplateResource,
} from './kept-parts.ts';
import { judgeTable, mendText, type TableMend } from './kept-table.ts';
import type { KeptThings } from './look-at-kept.ts';

/** The stack that is to take them over. */
export interface AdoptingStack {
  readonly name: string;
  readonly region: string;
  /** What it holds; undefined where it was never made, or never to its end. */
  held(): Promise<readonly MadeResource[] | undefined>;
  /**
   * Has CloudFormation put the import together.
   * @param identifiers by logical id, as CloudFormation knows each resource
   * @throws CommandTrouble where it does not take it
   */
  prepareImport(
    template: ReturnType<typeof importTemplate>,
    identifiers: Readonly<Record<string, Readonly<Record<string, string>>>>,
  ): Promise<void>;
  readImport(): Promise<ChangeSet>;
  /** @throws CommandTrouble where it fails; CloudFormation has let go of everything again then */
  executeImport(): Promise<void>;
}

interface NamedPart {
  readonly part: PartName;
  readonly logicalId: string;
  /** What CloudFormation knows it by: for a secret its ARN. */
  readonly physicalId: string;
  /** Whatever else it may be called. */
  readonly names: readonly string[];
}

/**
 * Has a new stack take over what an earlier one left behind, and nothing else yet: the deploy that
 * follows brings the rest. It may be run again, and goes on where it broke off.
 * @param template of the whole stage
 * @throws CommandTrouble that names everything that cannot be taken over; nothing was changed then
 */
export async function adopt(
  adoption: Adoption,
  template: Template,
  things: KeptThings,
  stack: AdoptingStack,
  say: (line: string) => void,
): Promise<void> {
  const held = await stack.held();
  const looked = await lookAtAll(adoption, template, things, {
    region: stack.region,
    isHeld: held !== undefined,
  });
  const { parts, refusals, mends } = looked;
  const foreign =
    held === undefined ? await ownedByOthers(parts, things, stack.name) : ownOf(parts, held);
  const wrong = [...refusals, ...foreign];
  if (wrong.length > 0) {
    throw new CommandTrouble(`${wrong.join('. ')}. Nothing was changed.`);
  }
  if (held === undefined) {
    await takeOver(parts, template, stack);
    for (const { part, physicalId } of parts) say(`Adopted ${part}: ${physicalId}`);
  } else {
    say(`${stack.name} has adopted these already.`);
  }
  for (const mend of mends) {
    await things.mend(adoption.get('table') ?? '', mend);
    say(`Set on the table: ${mendText(mend)}`);
  }
}

interface Looked {
  readonly parts: readonly NamedPart[];
  readonly refusals: readonly string[];
  readonly mends: readonly TableMend[];
}

async function lookAtAll(
  adoption: Adoption,
  template: Template,
  things: KeptThings,
  stack: { readonly region: string; readonly isHeld: boolean },
): Promise<Looked> {
  const looked = await Promise.all(
    [...adoption].map(async ([part, name]): Promise<Looked> => {
      const logicalId = logicalIdOf(part, template);
      const judged = await judge(part, name, template.Resources[logicalId], things, stack);
      if (!judged) return { parts: [], refusals: [`${part} ${name} is not there`], mends: [] };
      const { physicalId, names = [], refusals, mends = [] } = judged;
      return {
        parts: [{ part, logicalId, physicalId, names: [name, physicalId, ...names] }],
        refusals: refusals.map((why) => `${part} ${name} ${why}`),
        mends,
      };
    }),
  );
  return {
    parts: looked.flatMap(({ parts }) => parts),
    refusals: looked.flatMap(({ refusals }) => refusals),
    mends: looked.flatMap(({ mends }) => mends),
  };
}

interface Judged {
  readonly physicalId: string;
  /** Whatever else it may be called. */
  readonly names?: readonly string[];
  /** Why it cannot be that part of the stage. */
  readonly refusals: readonly string[];
  readonly mends?: readonly TableMend[];
}

/** @returns undefined where there is no such thing */
async function judge(
  part: PartName,
  name: string,
  entry: TemplateResource | undefined,
  things: KeptThings,
  { region, isHeld }: { readonly region: string; readonly isHeld: boolean },
): Promise<Judged | undefined> {
  if (part === 'table') {
    const table = await things.table(name);
    return table && entry && { physicalId: name, ...judgeTable(table, entry, region) };
  }
  if (part === 'bucket') {
    const bucket = await things.bucket(name);
    if (!bucket) return undefined;
    // The policy of a bucket that was taken over is the stack's own.
    const known = { ...bucket, hasPolicy: bucket.hasPolicy && !isHeld };
    return { physicalId: name, refusals: judgeBucket(known, name, region) };
  }
  const secret = await things.secret(name, isGenerated(part));
  if (!secret) return undefined;
  const wanted = { region, replicas: replicasIn(entry) };
  return {
    ...{ physicalId: secret.arn, names: [secret.name] },
    refusals: await judgeSecret(part, secret, wanted),
  };
}

const replicaSchema = z.object({ ReplicaRegions: z.array(z.object({ Region: z.string() })) });

/** Where a secret of the template is to be followed. */
function replicasIn(entry: TemplateResource | undefined): readonly string[] {
  const read = replicaSchema.safeParse(entry?.Properties);
  return read.success ? read.data.ReplicaRegions.map(({ Region }) => Region) : [];
}

async function ownedByOthers(
  parts: readonly NamedPart[],
  things: KeptThings,
  stackName: string,
): Promise<readonly string[]> {
  const owned = await Promise.all(
    parts.map(async ({ part, names }) => {
      const owners = await Promise.all([...new Set(names)].map((name) => things.ownerOf(name)));
      const owner = owners.find((one) => one !== undefined && one !== stackName);
      return owner === undefined ? [] : [`${part} ${names[0]} belongs to the stack ${owner}`];
    }),
  );
  return owned.flat();
}

/** A stack that is there keeps what it has: to give it another table would be to lose its own. */
function ownOf(parts: readonly NamedPart[], held: readonly MadeResource[]): readonly string[] {
  return parts.flatMap(({ part, logicalId, names }) => {
    const own = held.find((resource) => resource.logicalId === logicalId)?.physicalId;
    if (own !== undefined && names.includes(own)) return [];
    return [
      own === undefined
        ? `The stack is there already, without a ${part}: only a new one adopts`
        : `The stack is there already, and its ${part} is ${own}`,
    ];
  });
}

async function takeOver(
  parts: readonly NamedPart[],
  template: Template,
  stack: AdoptingStack,
): Promise<void> {
  const identifiers = Object.fromEntries(
    parts.map(({ part, logicalId, physicalId }) => [
      logicalId,
      { [keptParts[part].identifier]: physicalId },
    ]),
  );
  await stack.prepareImport(
    importTemplate(
      template,
      parts.map(({ logicalId }) => logicalId),
    ),
    identifiers,
  );
  const { changes, isExecutable, reason } = await stack.readImport();
  if (!isExecutable || !importsAll(changes, parts)) {
    const why = isExecutable ? 'it would do something else' : (reason ?? 'for no reason it tells');
    throw new CommandTrouble(
      `CloudFormation does not import these: ${why.replace(/\.$/, '')}. Nothing was changed.`,
    );
  }
  await stack.executeImport();
}

/** Each of them, under its logical id, and nothing beside. */
function importsAll(changes: readonly Change[], parts: readonly NamedPart[]): boolean {
  const imported = changes.flatMap(({ ResourceChange: change }) =>
    change?.Action === 'Import' ? [`${change.LogicalResourceId} ${change.PhysicalResourceId}`] : [],
  );
  return (
    changes.length === parts.length &&
    parts.every(({ logicalId, physicalId }) => imported.includes(`${logicalId} ${physicalId}`))
  );
}
