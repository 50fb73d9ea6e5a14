import { endpointsSchema } from '../../../shared/contracts/endpoints.ts';
import type { FunctionName } from '../../../shared/contracts/environment.ts';
import { functionNames } from '../../../shared/contracts/functions.ts';
import { pushHostsSchema } from '../../../shared/contracts/reminders.ts';
import type { LocalFunction, StackModel } from '../../local/template/model.ts';
import { constructId } from '../../stack/construct-id.ts';
import {
  type Architecture,
  ArchitectureError,
  type Endpoint,
  type FunctionDuty,
  type Grant,
  type Trigger,
} from './architecture.ts';
import { findPieces, type Pieces } from './pieces.ts';

/**
 * Reads from a stack's template what is drawn.
 * @throws ArchitectureError where a drawing would leave out or invent something that a function may do
 */
export function readArchitecture(stack: StackModel): Architecture {
  const pieces = findPieces(stack);
  const nameOf = (arn: string): string => pieces.behind(arn).piece.name;
  const granted = new Map(stack.functions.map((fn) => [fn.arn, grantsOf(stack, fn, pieces)]));
  const everyFunctionMay = sharedGrants([...granted.values()]);
  const isShared = (grant: Grant) => everyFunctionMay.some((shared) => isSame(shared, grant));

  return {
    pieces: pieces.all,
    functions: stack.functions.map(
      (fn): FunctionDuty => ({
        name: functionNameOf(fn),
        calledBy: triggersOf(stack, fn, nameOf),
        memoryMegabytes: fn.memoryMegabytes,
        timeoutSeconds: fn.timeoutSeconds,
        grants: (granted.get(fn.arn) ?? []).filter((grant) => !isShared(grant)),
        endpoints: endpointsOf(fn),
      }),
    ),
    everyFunctionMay,
    uploads: stack.buckets
      .filter(({ corsRules }) => corsRules.some((rule) => rule.allowedMethods.includes('PUT')))
      .map(({ arn }) => nameOf(arn)),
    notifications: stack.buckets.flatMap(({ arn, queueNotifications }) =>
      queueNotifications.map(({ queueArn, event }) => ({
        bucket: nameOf(arn),
        queue: nameOf(queueArn),
        event: event.replace(/^s3:/, '').replace(/:\*$/, ''),
      })),
    ),
    redrives: stack.queues.flatMap(({ arn, redrive }) =>
      redrive
        ? {
            queue: nameOf(arn),
            deadLetters: nameOf(redrive.deadLetterQueueArn),
            maximumReceives: redrive.maxReceiveCount,
          }
        : [],
    ),
  };
}

/** Finds the function's name at the end of its logical id, behind the path of its constructs. */
function functionNameOf({ logicalId }: LocalFunction): FunctionName {
  const id = logicalId.replace(/Function[0-9A-F]{8}$/, '');
  const name = functionNames.find((candidate) => id.endsWith(constructId(candidate)));
  if (name === undefined) throw new ArchitectureError(`${logicalId} is none of the functions`);
  return name;
}

function grantsOf(stack: StackModel, fn: LocalFunction, pieces: Pieces): Grant[] {
  const statements = stack.roles.find(({ arn }) => arn === fn.roleArn)?.statements ?? [];
  return statements.flatMap(({ effect, actions, resources, leadingKeys }) => {
    if (effect === 'Deny') {
      throw new ArchitectureError(`${fn.logicalId}: what a role denies is not drawn`);
    }
    return resources.map((resource): Grant => {
      const bare = actions.map((action) => action.replace(/^\w+:/, ''));
      // A log group is not a piece, since it belongs to one function.
      if (resource.startsWith('arn:aws:logs:')) return { on: 'own log group', actions: bare };
      const { piece, part = leadingKeys?.join('`, `') } = pieces.behind(resource);
      return { on: piece.name, part, actions: bare };
    });
  });
}

const isSame = (one: Grant, other: Grant): boolean =>
  one.on === other.on &&
  one.part === other.part &&
  one.actions.length === other.actions.length &&
  one.actions.every((action) => other.actions.includes(action));

function sharedGrants(byFunction: readonly (readonly Grant[])[]): Grant[] {
  const [first = [], ...others] = byFunction;
  return first.filter((grant) =>
    others.every((grants) => grants.some((other) => isSame(grant, other))),
  );
}

function triggersOf(
  stack: StackModel,
  fn: LocalFunction,
  nameOf: (arn: string) => string,
): Trigger[] {
  const isOwn = ({ functionArn }: { readonly functionArn: string }) => functionArn === fn.arn;
  return [
    ...stack.apis
      .flatMap(({ routes }) => routes)
      // Each route that answers GET answers HEAD too, so HEAD is not shown.
      .filter(({ routeKey }) => !routeKey.startsWith('HEAD '))
      .filter(isOwn)
      .map(({ routeKey, throttle }): Trigger => ({ kind: 'route', routeKey, throttle })),
    ...stack.eventSources.filter(isOwn).map(
      ({ queueArn, batchSize, maximumConcurrency }): Trigger => ({
        kind: 'queue',
        queue: nameOf(queueArn),
        batchSize,
        maximumConcurrency,
      }),
    ),
    ...stack.schedules
      .filter(isOwn)
      .map(({ periodSeconds }): Trigger => ({ kind: 'schedule', periodSeconds })),
    ...(stack.customResources ?? []).filter(isOwn).map((): Trigger => ({ kind: 'deployment' })),
  ];
}

function endpointsOf({ environment }: LocalFunction): Endpoint[] {
  const providers = Object.entries(environment).flatMap(([variable, value]) => {
    const [, purpose = ''] = /^(\w+)_ENDPOINTS$/.exec(variable) ?? [];
    return purpose === ''
      ? []
      : endpointsSchema
          .parse(value)
          .map(({ baseUrl }) => ({ purpose: purpose.toLowerCase(), host: new URL(baseUrl).host }));
  });
  // Other functions know these hosts too, but only the one with a contact writes to them.
  const { PUSH_HOSTS, PUSH_CONTACT } = environment;
  if (PUSH_HOSTS === undefined || PUSH_CONTACT === undefined) return providers;
  const hosts = pushHostsSchema.parse(JSON.parse(PUSH_HOSTS));
  return [...providers, { purpose: 'push', host: hosts.join(', ') }];
}
