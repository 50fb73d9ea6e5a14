/**
 * The stack as the local engines see it: what the synthesized template says, with every
 * intrinsic function resolved. `template.ts` makes it, and the rooms beside this one serve it.
 */
export const LOCAL_REGION = 'ap-northeast-2';
export const LOCAL_ACCOUNT = '000000000000';

/** An identity policy statement of a role. Conditions are refused when the template is read. */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Holds only where each partition key of the call matches one of these patterns. */
  readonly leadingKeys?: readonly string[] | undefined;
}

/** A statement of a queue's or bucket's own policy, for service principals. */
export interface ResourcePolicyStatement extends PolicyStatement {
  /** e.g. `s3.amazonaws.com`; `*` for everyone. */
  readonly principals: readonly string[];
  /** Operator → condition key → accepted values, as written in the template. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface LocalRole {
  readonly logicalId: string;
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
}

export interface LocalTable {
  readonly name: string;
  readonly arn: string;
  /** In the shape of DynamoDB's CreateTable call (a GlobalTable resource is translated to it). */
  readonly createTable: Readonly<Record<string, unknown>>;
}

export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
  readonly allowCredentials?: boolean;
}

export interface LocalBucket {
  readonly name: string;
  readonly arn: string;
  readonly corsRules: readonly CorsRule[];
  readonly queueNotifications: readonly {
    readonly queueArn: string;
    /** e.g. `s3:ObjectCreated:*` */
    readonly event: string;
    readonly keyPrefix: string;
  }[];
}

export interface LocalQueue {
  readonly name: string;
  readonly arn: string;
  readonly visibilityTimeoutSeconds: number;
  readonly messageRetentionSeconds: number;
  readonly redrive?: { readonly deadLetterQueueArn: string; readonly maxReceiveCount: number };
  readonly policy: readonly ResourcePolicyStatement[];
}

export interface LocalSecret {
  readonly logicalId: string;
  readonly arn: string;
  /** As in AWS::SecretsManager::Secret; absent for a secret whose value is put by hand. */
  readonly generate?: {
    readonly template: string;
    readonly key: string;
    readonly length: number;
  };
}

export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Absolute folder of the bundle. */
  readonly codeDirectory: string;
  /** e.g. `index.handler` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
}

export interface LocalRoute {
  /** e.g. `POST /api/v1/lecture`, `GET /api/v1/lecture/{lectureId}`, `$default` */
  readonly routeKey: string;
  readonly functionArn: string;
  /** What is invoked, the function or an alias of it: its permissions name that. */
  readonly invokedArn: string;
  /** The ARN the invocation is made under, to be matched with those permissions. */
  readonly sourceArn: string;
  readonly throttle?: { readonly ratePerSecond: number; readonly burst: number };
}

export interface LocalApi {
  readonly id: string;
  readonly cors?: CorsRule;
  readonly routes: readonly LocalRoute[];
}

export interface LocalEventSource {
  readonly functionArn: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
}

export interface LocalSchedule {
  readonly functionArn: string;
  readonly sourceArn: string;
  readonly periodSeconds: number;
  /** `events.amazonaws.com` for a rule (needs a function permission). */
  readonly principal: string;
}

/** AWS::Lambda::Permission: who may invoke a function. */
export interface LocalPermission {
  /** Or of an alias, which one for the function does not cover. */
  readonly functionArn: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

/** A step of the deployment that one of the stack's functions does, e.g. loading the catalog. */
export interface LocalCustomResource {
  readonly logicalId: string;
  /** e.g. `Custom::CatalogLoad` */
  readonly type: string;
  readonly functionArn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface StackModel {
  readonly stackName: string;
  readonly roles: readonly LocalRole[];
  readonly tables: readonly LocalTable[];
  readonly buckets: readonly LocalBucket[];
  readonly queues: readonly LocalQueue[];
  readonly secrets: readonly LocalSecret[];
  readonly functions: readonly LocalFunction[];
  readonly apis: readonly LocalApi[];
  readonly eventSources: readonly LocalEventSource[];
  readonly schedules: readonly LocalSchedule[];
  readonly permissions: readonly LocalPermission[];
  readonly customResources?: readonly LocalCustomResource[];
  /** CloudFormation outputs by key. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** One AWS call a function made, as the edge decided on it. Kept for tests and `--trace`. */
export interface AwsCall {
  readonly roleArn: string;
  /** e.g. `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** Partition keys it is about, of DynamoDB's item calls. */
  readonly leadingKeys: readonly string[];
  readonly allowed: boolean;
}
