import * as z from 'zod';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { type Manual, refused } from '../../command-line/manual.ts';

/** A resource that outlives its stack, and that a new stack may take over. */
interface KeptPart {
  /** The stack's output that names it: by this its logical id is found in a template. */
  readonly output: string;
  readonly type: string;
  /** What CloudFormation knows a resource of that type by, where it is imported. */
  readonly identifier: string;
}

const secret = { type: 'AWS::SecretsManager::Secret', identifier: 'Id' };

/** All that a protected stage leaves behind but its logs, by the names that `--adopt` knows. */
export const keptParts = {
  table: { output: 'TableName', type: 'AWS::DynamoDB::GlobalTable', identifier: 'TableName' },
  bucket: { output: 'RecordingsBucketName', type: 'AWS::S3::Bucket', identifier: 'BucketName' },
  tokenKeys: { output: 'TokenKeysSecretArn', ...secret },
  push: { output: 'PushSecretArn', ...secret },
  openAi: { output: 'OpenAiSecretArn', ...secret },
  sentry: { output: 'SentrySecretArn', ...secret },
} as const satisfies Record<string, KeptPart>;

export type PartName = keyof typeof keptParts;
export type SecretPart = Exclude<PartName, 'table' | 'bucket'>;

export const partNames = Object.keys(keptParts) as readonly PartName[];
const isPart = (name: string): name is PartName => Object.hasOwn(keptParts, name);

/** What `--adopt` names: which resource is which part. A part that is not among them is made anew. */
export type Adoption = ReadonlyMap<PartName, string>;

const nothing = 'nothing';
const anew = 'new';

/**
 * Every part is decided on, since a part that was forgotten would be made anew without a word: other
 * token keys, and no learner gets in.
 * @param given each `PART=NAME`, `PART=new`, or the one word `nothing`
 * @returns undefined where nothing was said
 * @throws CommandTrouble with exit code 2
 */
export function readAdoption(
  given: readonly string[] | undefined,
  manual: Manual,
): Adoption | undefined {
  if (given === undefined) return undefined;
  if (given.includes(nothing)) {
    if (given.length === 1) return new Map();
    throw refused(`--adopt ${nothing} stands alone`, manual);
  }
  const told = new Map<PartName, string>();
  for (const text of given) {
    const [, part = '', name = ''] = /^([^=]*)=(.+)$/.exec(text) ?? [];
    if (!isPart(part)) {
      throw refused(
        `--adopt ${text}: it takes PART=NAME, and the parts are ${partNames.join(', ')}`,
        manual,
      );
    }
    if (told.has(part)) throw refused(`--adopt ${part} was said twice`, manual);
    told.set(part, name);
  }
  const missing = partNames.filter((part) => !told.has(part));
  if (missing.length > 0) {
    throw refused(
      `--adopt decides on every part, and ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing (${missing[0]}=${anew} makes it anew)`,
      manual,
    );
  }
  return new Map([...told].filter(([, name]) => name !== anew));
}

const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z
    .object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })
    .transform((to) => to['Fn::GetAtt'][0]),
]);

/** As far as it is read here; entries stay as they are. */
export const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
      DeletionPolicy: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
});
export type Template = z.infer<typeof templateSchema>;
export type TemplateResource = Template['Resources'][string];

/** @throws CommandTrouble where the template makes no such part */
export function logicalIdOf(part: PartName, { Outputs, Resources }: Template): string {
  const { output, type } = keptParts[part];
  const named = reference.safeParse(Outputs[output]?.Value);
  if (named.success && Resources[named.data]?.Type === type) return named.data;
  throw new CommandTrouble(
    `This assembly has no output ${output} of a ${type}: nothing can be adopted as ${part}.`,
  );
}
