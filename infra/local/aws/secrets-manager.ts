import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION, type LocalSecret } from '../template/model.ts';
import { type Authorizer, type Caller, denialMessage } from './authorization.ts';
import {
  accessDenied,
  type JsonReply,
  JsonServiceError,
  jsonReply,
  parseJsonObject,
  parseParameters,
  unknownOperation,
} from './json-protocol.ts';
import type { SecretsStore, SecretVersion, SecretVersions } from './secrets-store.ts';

const secretId = z.string().min(1);
const getCall = z.looseObject({
  SecretId: secretId,
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});
const describeCall = z.looseObject({ SecretId: secretId });
const putCall = z.looseObject({
  SecretId: secretId,
  SecretString: z.string(),
  ClientRequestToken: z.string().min(32).max(64).optional(),
  VersionStages: z.array(z.string()).min(1).optional(),
});
const moveCall = z.looseObject({
  SecretId: secretId,
  VersionStage: z.string(),
  MoveToVersionId: z.string().optional(),
  RemoveFromVersionId: z.string().optional(),
});
const INVALID = 'InvalidParameterException';
const ACTIONS = new Set([
  'GetSecretValue',
  'PutSecretValue',
  'DescribeSecret',
  'UpdateSecretVersionStage',
]);

/** The four calls of Secrets Manager that functions and operators use. Values are text, not binary. */
export class SecretsManager {
  readonly #secrets: readonly LocalSecret[];
  readonly #store: SecretsStore;
  readonly #authorizer: Authorizer;
  /**
   * Values from the environment, for this run only. They are never on disk, and dropped once a value is put.
   */
  readonly #overrides = new Map<string, SecretVersion>();

  constructor(
    secrets: readonly LocalSecret[],
    store: SecretsStore,
    authorizer: Authorizer,
    overrides: Readonly<Record<string, string>>,
  ) {
    this.#secrets = secrets;
    this.#store = store;
    this.#authorizer = authorizer;
    for (const [logicalId, value] of Object.entries(overrides)) {
      this.#overrides.set(logicalId, newVersion(value, ['AWSCURRENT']));
    }
  }

  /** Generates the values the template asks for, once. */
  async start(): Promise<void> {
    for (const { logicalId, generate } of this.#secrets) {
      if (generate === undefined || this.#store.versions(logicalId).length > 0) continue;
      const value = generatedValue(generate);
      await this.#store.save(logicalId, [newVersion(value, ['AWSCURRENT'])]);
    }
  }

  /** @throws JsonServiceError */
  async handle(caller: Caller, operation: string, body: Uint8Array): Promise<JsonReply> {
    if (!ACTIONS.has(operation)) {
      throw unknownOperation(`The local stack does not offer secretsmanager:${operation}.`);
    }
    const parameters = parseJsonObject(body);
    const { SecretId } = parseParameters(describeCall, parameters, INVALID);
    const secret = this.#secrets.find((candidate) => isNamed(candidate, SecretId));
    const action = `secretsmanager:${operation}`;
    const resource = secret?.arn ?? arnOf(SecretId);
    if (!this.#authorizer.allows(caller, action, resource)) {
      throw accessDenied(denialMessage(caller, action, resource));
    }
    if (secret === undefined) {
      throw notFound("Secrets Manager can't find the specified secret.");
    }
    const reply = { ARN: secret.arn, Name: nameOf(secret) };
    switch (operation) {
      case 'GetSecretValue':
        return ok({ ...reply, ...this.#get(secret, parameters) });
      case 'PutSecretValue':
        return ok({ ...reply, ...(await this.#put(secret, parameters)) });
      case 'DescribeSecret':
        return ok({ ...reply, VersionIdsToStages: this.#stages(secret) });
      default:
        await this.#move(secret, parameters);
        return ok(reply);
    }
  }

  #versions(secret: LocalSecret): SecretVersions {
    const kept = this.#store.versions(secret.logicalId);
    const override = this.#overrides.get(secret.logicalId);
    if (override === undefined) return kept;
    return [...kept.map((version) => without(version, 'AWSCURRENT')), override];
  }

  #get(secret: LocalSecret, parameters: Record<string, unknown>): Record<string, unknown> {
    const call = parseParameters(getCall, parameters, INVALID);
    const stage = call.VersionStage ?? (call.VersionId === undefined ? 'AWSCURRENT' : undefined);
    const version = this.#versions(secret).find(
      (candidate) =>
        (call.VersionId === undefined || candidate.id === call.VersionId) &&
        (stage === undefined || candidate.stages.includes(stage)),
    );
    if (version === undefined) {
      const label =
        stage === undefined ? `VersionId: ${call.VersionId}` : `staging label: ${stage}`;
      throw notFound(`Secrets Manager can't find the specified secret value for ${label}`);
    }
    return {
      VersionId: version.id,
      SecretString: version.value,
      VersionStages: version.stages,
      CreatedDate: version.createdAtMs / 1000,
    };
  }

  async #put(secret: LocalSecret, parameters: Record<string, unknown>) {
    const call = parseParameters(putCall, parameters, INVALID);
    const stages = call.VersionStages ?? ['AWSCURRENT'];
    const versions = this.#store.versions(secret.logicalId);
    const repeated = versions.find((version) => version.id === call.ClientRequestToken);
    if (repeated !== undefined) {
      if (repeated.value === call.SecretString) {
        return { VersionId: repeated.id, VersionStages: repeated.stages };
      }
      throw new JsonServiceError(
        'ResourceExistsException',
        'A version with this token and another value exists.',
      );
    }
    const added = newVersion(call.SecretString, stages, call.ClientRequestToken);
    await this.#store.save(secret.logicalId, [
      ...versions.map((version) => yielding(version, stages, versions)),
      added,
    ]);
    if (stages.includes('AWSCURRENT')) this.#overrides.delete(secret.logicalId);
    return { VersionId: added.id, VersionStages: stages };
  }

  async #move(secret: LocalSecret, parameters: Record<string, unknown>): Promise<void> {
    const call = parseParameters(moveCall, parameters, INVALID);
    const versions = this.#store.versions(secret.logicalId);
    const holder = versions.find((version) => version.stages.includes(call.VersionStage));
    const target = versions.find((version) => version.id === call.MoveToVersionId);
    if (call.MoveToVersionId !== undefined && target === undefined) {
      throw notFound(
        `Secrets Manager can't find the specified secret value for VersionId: ${call.MoveToVersionId}`,
      );
    }
    if (holder !== undefined && holder !== target && holder.id !== call.RemoveFromVersionId) {
      throw new JsonServiceError(
        INVALID,
        `The staging label ${call.VersionStage} is attached to version ${holder.id}: name it in RemoveFromVersionId.`,
      );
    }
    await this.#store.save(
      secret.logicalId,
      versions.map((version) => {
        const yielded = yielding(version, [call.VersionStage], versions);
        return version === target
          ? { ...yielded, stages: [...yielded.stages, call.VersionStage] }
          : yielded;
      }),
    );
  }

  #stages(secret: LocalSecret): Record<string, readonly string[]> {
    return Object.fromEntries(
      this.#versions(secret)
        .filter((version) => version.stages.length > 0)
        .map((version) => [version.id, version.stages]),
    );
  }
}

/** A version after another one has taken `stages`; the current version becomes the previous one. */
function yielding(
  version: SecretVersion,
  stages: readonly string[],
  all: SecretVersions,
): SecretVersion {
  let left = version;
  for (const stage of stages) left = without(left, stage);
  if (!stages.includes('AWSCURRENT')) return left;
  const current = all.find((candidate) => candidate.stages.includes('AWSCURRENT'));
  left = without(left, 'AWSPREVIOUS');
  return version === current ? { ...left, stages: [...left.stages, 'AWSPREVIOUS'] } : left;
}

const without = (version: SecretVersion, stage: string): SecretVersion => ({
  ...version,
  stages: version.stages.filter((one) => one !== stage),
});

const newVersion = (
  value: string,
  stages: readonly string[],
  id: string = randomUUID(),
): SecretVersion => ({ id, value, stages: [...stages], createdAtMs: Date.now() });

function generatedValue(generate: NonNullable<LocalSecret['generate']>): string {
  const random = randomAlphanumeric(generate.length);
  if (generate.template === '' || generate.key === '') return random;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(generate.template));
  return JSON.stringify({ ...template, [generate.key]: random });
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function randomAlphanumeric(length: number): string {
  return Array.from({ length }, () => ALPHANUMERIC[randomInt(ALPHANUMERIC.length)]).join('');
}

const nameOf = (secret: LocalSecret) => secret.arn.split(':secret:')[1] ?? secret.logicalId;

/** Accepts the ARN, the name, or either without the random six characters at its end. */
function isNamed(secret: LocalSecret, id: string): boolean {
  const name = nameOf(secret);
  const short = (text: string) => text.replace(/-[A-Za-z0-9]{6}$/, '');
  return [secret.arn, name, short(secret.arn), short(name)].includes(id);
}

const arnOf = (id: string) =>
  id.startsWith('arn:')
    ? id
    : `arn:aws:secretsmanager:${LOCAL_REGION}:${LOCAL_ACCOUNT}:secret:${id}`;

const notFound = (message: string) => new JsonServiceError('ResourceNotFoundException', message);

const ok = (body: unknown) => jsonReply(body, '1.1');
