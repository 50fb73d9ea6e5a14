import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenAiStandIn } from '../openai-stand-in/server.ts';
import type { AwsServices } from './aws/aws-services.ts';
import { createHttpApi } from './http-api/http-api.ts';
import { createCustomResources } from './lambda/custom-resources.ts';
import { type EventSource, startEventSource } from './lambda/event-source.ts';
import { type FunctionCredentials, issueCredentials } from './lambda/function-credentials.ts';
import { type LambdaRuntime, startLambdaRuntime } from './lambda/lambda-runtime.ts';
import { startSchedules } from './lambda/schedules.ts';
import { startLoopbackServer } from './loopback-server.ts';
import { issueOperatorAccess, keepOperatorAccess, type OperatorAccess } from './operator-access.ts';
import { claimStateDirectory } from './state-directory.ts';
import type { CloudFormationTemplate } from './template/cloudformation.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalFunction,
  type StackModel,
} from './template/model.ts';
import { type Assemble, synthesize } from './template/synthesize.ts';
import { readTemplate } from './template/template.ts';

/** The source of a line: a client's request, a function's output, or the stack itself. */
export type LogSource = 'request' | 'function' | 'stack';

export interface LocalStackOptions {
  /** 0 takes a free port. */
  readonly port: number;
  /** Tables, queues, objects, secrets and the synthesized assembly live here. */
  readonly stateDirectory: string;
  /** Keeps state in memory, and the assembly in a temporary folder that `stop` removes. */
  readonly memory?: boolean;
  /** Forgets the state of earlier runs. */
  readonly fresh?: boolean;
  /** CDK context that overrides the stack's own (`stage`, `extraOrigin`, models). */
  readonly context?: Readonly<Record<string, string>>;
  /** The CDK app's file. @default cdk.json's */
  readonly app?: string;
  /** Synthesizes in the place of a process that runs the CDK app. */
  readonly assemble?: Assemble;
  /** Changes the template before it is read, e.g. to take one action out of a role. */
  readonly changeTemplate?: (template: CloudFormationTemplate) => CloudFormationTemplate;
  /** Without a key the local stand-in for OpenAI answers. */
  readonly openAi: {
    readonly apiKey?: string | undefined;
    readonly baseUrl?: string | undefined;
    readonly speechModel?: string | undefined;
    readonly chatModel?: string | undefined;
  };
  /** Another DynamoDB than the embedded one, e.g. `http://127.0.0.1:8000`. */
  readonly dynamoDbEndpoint?: string | undefined;
  /**
   * A clock of the stack's own, which may be moved while it runs. Functions, schedules and presigned URLs
   * follow it. The waiting times of queues, and periods, follow the machine's time.
   * @default the machine's
   */
  readonly clock?: () => number;
  /** Ends a start that is still under way. */
  readonly signal?: AbortSignal;
  readonly log: (line: string, source: LogSource) => void;
  /** Gets each step that begins after the synthesis, which comes first. */
  readonly onStep?: (step: Exclude<StartStep, 'synthesis'>) => void;
}

/** The steps of a start, in order. */
export type StartStep = 'synthesis' | 'services' | 'functions';

export interface LocalStack {
  /** `http://localhost:PORT`, for people and browsers. */
  readonly origin: string;
  /** `http://127.0.0.1:PORT`, where the functions' AWS calls go. */
  readonly edgeOrigin: string;
  readonly stack: StackModel;
  readonly aws: AwsServices;
  readonly runtime: LambdaRuntime;
  readonly standIn?: OpenAiStandIn | undefined;
  /** The AWS keys of a function, to act as its role. @throws Error for one of another stack */
  credentialsOf(fn: LocalFunction): FunctionCredentials;
  /** The access that operators' commands use, such as `npm run redrive`. */
  readonly operator: OperatorAccess;
  /** Runs a schedule now. @throws Error if its function fails */
  runSchedule(functionNamePart: string): Promise<void>;
  /** Ends everything in order; events under way get a few seconds. */
  stop(): Promise<void>;
}

/** One step of stopping; awaited if it gives a promise. */
type Undo = () => unknown;
/** A logical id without the hash that CDK puts behind it. */
const shortName = (fn: LocalFunction): string =>
  fn.logicalId.replace(/(Function|Handler)?[0-9A-F]{8}$/, '');

function contextOf(
  options: LocalStackOptions,
  origins: readonly string[],
  standInBaseUrl: string | undefined,
): Record<string, string | undefined> {
  const { speechModel, chatModel } = options.openAi;
  const openAiBaseUrl = standInBaseUrl ?? options.openAi.baseUrl;
  return {
    stage: 'dev',
    // The checks would double the start, and what is deployed is checked anyway.
    checks: 'off',
    extraOrigin: origins.join(','),
    ...{ speechModel, chatModel, openAiBaseUrl },
    standIn: standInBaseUrl && 'on',
    ...options.context,
  };
}

/**
 * Synthesizes the CDK app and runs its template on one loopback port: the HTTP API's routes and,
 * beside them, the AWS edge that the functions call and that signed URLs point to.
 * @throws the listen error of a busy port, SynthesisError, TemplateError, or Error where a role
 *   lacks what its event source needs; whatever had started by then is stopped again
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { log, clock } = options;
  const logLine = (line: string): void => log(line, 'stack');
  const undo: Undo[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };

  try {
    const server = await startLoopbackServer({
      port: options.port,
      log: logLine,
      logRequest: (line) => log(line, 'request'),
    });
    undo.push(() => server.stop());
    const origin = `http://localhost:${server.port}`;
    const edgeOrigin = `http://127.0.0.1:${server.port}`;
    if (!options.memory) {
      const release = await claimStateDirectory(options.stateDirectory, {
        port: server.port,
        fresh: options.fresh ?? false,
      });
      undo.push(release);
    }
    const standIn =
      options.openAi.apiKey === undefined ? await startStandIn(logLine, undo) : undefined;

    const assembly = options.memory
      ? await mkdtemp(join(tmpdir(), 'local-stack-'))
      : join(options.stateDirectory, 'cdk.out', String(server.port));
    if (options.memory) undo.push(() => rm(assembly, { recursive: true, force: true }));
    // The engines take a while to load, so they load while the CDK app runs.
    const [synthesized, { startAwsServices }] = await Promise.all([
      synthesize(contextOf(options, [origin, edgeOrigin], standIn?.baseUrl), {
        outputDirectory: assembly,
        app: options.app,
        assemble: options.assemble,
        signal: options.signal,
      }),
      import('./aws/aws-services.ts'),
    ]);
    const { template, ...assembled } = synthesized;
    const stack = readTemplate(options.changeTemplate?.(template) ?? template, {
      ...assembled,
      region: LOCAL_REGION,
      accountId: LOCAL_ACCOUNT,
      origin,
      edgeOrigin,
      notice: logLine,
    });
    const [api] = stack.apis;
    if (api === undefined || stack.apis.length > 1) {
      throw new Error(`one port serves one HTTP API, and the stack has ${stack.apis.length}`);
    }

    const credentials = issueCredentials(stack.functions);
    const { role: operatorRole, access: operator } = issueOperatorAccess(stack, edgeOrigin);
    const openAiSecret = stack.secrets.find(({ logicalId }) => logicalId.includes('OpenAi'));
    const openAiKey = options.openAi.apiKey ?? 'local-stand-in';
    options.onStep?.('services');
    const aws = await startAwsServices({
      stack: { ...stack, roles: [...stack.roles, operatorRole] },
      credentials: new Map([
        ...credentials.byAccessKeyId,
        [operator.accessKeyId, { ...operator, roleArn: operatorRole.arn }],
      ]),
      stateDirectory: options.stateDirectory,
      origin: () => edgeOrigin,
      secretValues: openAiSecret === undefined ? {} : { [openAiSecret.logicalId]: openAiKey },
      memory: options.memory ?? false,
      clock,
      log: logLine,
      dynamoDbEndpoint: options.dynamoDbEndpoint,
    });
    undo.push(() => aws.stop());
    options.signal?.throwIfAborted();

    options.onStep?.('functions');
    const runtime = startLambdaRuntime({
      stack,
      edgeOrigin,
      credentials: (fn) => credentials.ofFunction(fn),
      clock,
      log: (line, fn) => log(`${shortName(fn)}: ${line}`, 'function'),
    });
    const sources: EventSource[] = [];
    // Both end together: the pollers wait for their events, and the runtime gives those a few seconds.
    undo.push(() => Promise.all([...sources.map((source) => source.stop()), runtime.stop()]));
    const { invoke } = runtime;
    const httpApi = createHttpApi({
      api,
      accountId: LOCAL_ACCOUNT,
      permissions: stack.permissions,
      invoke,
      log: logLine,
    });
    server.serve(async (request, response) => {
      if (aws.handles(request)) {
        // With a moved clock no Date header is sent: the SDK would correct its clock by it.
        response.sendDate = clock === undefined;
        return aws.handle(request, response);
      }
      return httpApi(request, response);
    });
    await createCustomResources({ stack, invoke });
    for (const source of stack.eventSources) {
      const fn = stack.functions.find(({ arn }) => arn === source.functionArn);
      const role = stack.roles.find(({ arn }) => arn === fn?.roleArn);
      if (role === undefined) throw new Error(`no function ${source.functionArn} in the stack`);
      sources.push(startEventSource({ source, role, queues: aws.queues, invoke, log: logLine }));
    }
    const schedules = startSchedules({ stack, invoke, clock, log: logLine });
    undo.push(() => schedules.stop());
    if (!options.memory) undo.push(await keepOperatorAccess(options.stateDirectory, operator));

    return {
      origin,
      edgeOrigin,
      stack,
      aws,
      runtime,
      standIn,
      credentialsOf: (fn) => credentials.ofFunction(fn),
      operator,
      runSchedule: (functionNamePart) => schedules.runNow(functionNamePart),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startStandIn(log: (line: string) => void, undo: Undo[]): Promise<OpenAiStandIn> {
  const { startOpenAiStandIn } = await import('../openai-stand-in/server.ts');
  const standIn = await startOpenAiStandIn({ log: (line) => log(`OpenAI stand-in: ${line}`) });
  undo.push(() => standIn.stop());
  return standIn;
}
