import * as z from 'zod';
import type { Endpoint } from '../../shared/contracts/endpoints.ts';
import { type Settings, type Stage, settingsByStage, stages } from './settings.ts';
import { contextRules, writtenSettingsSchema } from './settings-rules.ts';

/** The context keys that every stage accepts. */
const contextSchema = z.object({
  stage: z
    .enum(stages, {
      error: ({ input }) =>
        `${JSON.stringify(input)} is not a stage; the stages are ${stages.join(', ')}`,
    })
    .default('dev'),
  ...contextRules,
});

/** What `--context` may say of a stage. */
export const contextKeys: readonly string[] = Object.keys(contextSchema.shape);

/** Keys that the CDK CLI puts into the context by itself, beside keys with a colon or an `@`. */
const keysOfTheCli = new Set(['cli-telemetry', 'acknowledged-issue-numbers']);

/**
 * @param given every key of a context, the CLI's own among them
 * @throws ContextError naming the keys that would be ignored
 */
export function refuseUnknownKeys(given: readonly string[], known: readonly string[]): void {
  const unknown = given.filter(
    (key) => !known.includes(key) && !/[:@]/.test(key) && !keysOfTheCli.has(key),
  );
  if (unknown.length === 0) return;
  throw new ContextError(`${unknown.join(', ')}: no such key; the context has ${known.join(', ')}`);
}

/** A context value or a setting that cannot be used; the message is one line and names the key. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
}

/**
 * Reads the stage and its settings, and applies the overrides of the context.
 * @param contextValue how a context key is read; `undefined` where it is not set
 * @param written the settings of every stage as they are written down
 * @throws ContextError naming every key that is wrong
 */
export function readSettings(
  contextValue: (key: string) => unknown,
  written: Record<Stage, Settings> = settingsByStage,
): {
  readonly stage: Stage;
  readonly settings: Settings;
  readonly checked: boolean;
  readonly bundles: string | undefined;
  readonly standIn: boolean;
  readonly firstDeploy: boolean;
} {
  const read = contextSchema.safeParse(
    Object.fromEntries(contextKeys.map((k) => [k, contextValue(k)])),
  );
  if (!read.success) {
    throw wrongKeys(read.error.issues);
  }
  const {
    stage,
    extraOrigin,
    speechModel,
    chatModel,
    openAiBaseUrl,
    rewardAdUnits,
    rewardKeysUrl,
    checks,
    bundles,
    standIn,
    firstDeploy,
  } = read.data;
  const { allowedOrigins, webViewOrigins, speech, chat, moderation, rewards, ...rest } =
    written[stage];
  checkWritten(written[stage]);
  return {
    stage,
    checked: checks === 'on',
    bundles,
    standIn: standIn === 'on',
    firstDeploy: firstDeploy === 'on',
    settings: {
      ...rest,
      rewards:
        rewardAdUnits.length > 0
          ? { adUnits: rewardAdUnits, keysUrl: rewardKeysUrl ?? rewards?.keysUrl }
          : rewards,
      webViewOrigins,
      allowedOrigins: [...new Set([...allowedOrigins, ...webViewOrigins, ...extraOrigin])],
      speech: chosen(speech, openAiBaseUrl, speechModel),
      chat: chosen(chat, openAiBaseUrl, chatModel),
      moderation: chosen(moderation, openAiBaseUrl, undefined),
    },
  };
}

/** An endpoint or model that the context names stands alone, because somebody tries out exactly that. */
function chosen(
  endpoints: readonly Endpoint[],
  baseUrl: string | undefined,
  model: string | undefined,
): readonly Endpoint[] {
  const [first] = endpoints;
  if (!first || (baseUrl === undefined && model === undefined)) return endpoints;
  return [{ baseUrl: baseUrl ?? first.baseUrl, model: model ?? first.model, key: first.key }];
}

/** @throws ContextError */
function checkWritten(settings: Settings): void {
  const read = writtenSettingsSchema.safeParse(settings);
  if (!read.success) throw contextError(read.error.issues);
  if (settings.replicaRegion === settings.region) {
    throw new ContextError('replicaRegion: must be another region than the stage’s own');
  }
  const arn = read.data.customDomain?.certificateArn;
  if (arn === undefined || arn.split(':')[3] === settings.region) return;
  throw new ContextError(
    `customDomain.certificateArn: an HTTP API takes a certificate of its own region, ${settings.region}`,
  );
}

/** Names the keys of a context that are wrong, each as a whole. */
export const wrongKeys = (issues: Parameters<typeof contextError>[0]): ContextError =>
  contextError(issues.map(({ path, message }) => ({ message, path: [path[0]] })));

function contextError(
  issues: readonly { readonly path: readonly unknown[]; readonly message: string }[],
): ContextError {
  const problems = issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return new ContextError([...new Set(problems)].join('; '));
}
