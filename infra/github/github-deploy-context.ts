import * as z from 'zod';
import { ContextError, wrongKeys } from '../stack/read-settings.ts';
import { type Stage, settingsByStage, stages } from '../stack/settings.ts';

const providerOrSwitch =
  /^(?:true|false|arn:aws[\w-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com)$/;

/** The context keys of the app behind `npm run bootstrap`. */
const contextSchema = z.object({
  repository: z
    .string({ error: 'say which: -c repository=owner/name' })
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[\w.-]{1,100}$/, {
      error: 'must be owner/name, as GitHub spells it',
    }),
  existingProvider: z
    .string()
    .regex(providerOrSwitch, {
      error: 'must be true, false or the ARN of the provider of GitHub Actions',
    })
    .transform((text) => (text.startsWith('arn:') ? text : text === 'true'))
    .default(false),
  /** A comma-separated list. */
  stages: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(z.enum(stages, { error: `must be among ${stages.join(', ')}` })).min(1))
    .default([...stages]),
});

export const gitHubDeployKeys: readonly string[] = Object.keys(contextSchema.shape);

/**
 * @param contextValue how a context key is read; `undefined` where it is not set
 * @throws ContextError naming every key that is wrong
 */
export function readGitHubDeployContext(contextValue: (key: string) => unknown): {
  readonly repository: string;
  readonly existingProvider: boolean | string;
  readonly stages: readonly Stage[];
  readonly region: string;
} {
  const read = contextSchema.safeParse(
    Object.fromEntries(gitHubDeployKeys.map((k) => [k, contextValue(k)])),
  );
  if (!read.success) throw wrongKeys(read.error.issues);
  const regions = new Set(read.data.stages.map((stage) => settingsByStage[stage].region));
  const [region = '', ...others] = regions;
  if (others.length > 0) {
    throw new ContextError(
      `stages: they live in ${[...regions].join(' and ')}; deploy this for one region at a time`,
    );
  }
  return { ...read.data, region };
}
