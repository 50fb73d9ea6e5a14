/**
 * The stack as the local engines see it: what the synthesized template says, with every intrinsic function
 * resolved. `template.ts` makes it, and the folders beside this one serve it.
 */
export const LOCAL_REGION = 'ap-northeast-2';
export const LOCAL_ACCOUNT = '000000000000';

/**
 * A statement of a role's policy. A condition other than `leadingKeys` is refused when the template is read.
 */
export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** The statement applies only where each partition key of the call matches one of these patterns. */
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
  /**
   * The table in the shape of DynamoDB's CreateTable call, into which a GlobalTable resource is translated.
   */
  readonly createTable: Readonly<Record<string, unknown>>;
}

export interface CorsRule {
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAgeSeconds?: number | undefined;
  readonly allowCredentials?: boolean | undefined;
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
  readonly redrive?:
    | { readonly deadLetterQueueArn: string; readonly maxReceiveCount: number }
    | undefined;
  readonly policy: readonly ResourcePolicyStatement[];
}

export interface LocalSecret {
  readonly logicalId: string;
  readonly arn: string;
  /**
   * How the value is generated, as in AWS::SecretsManager::Secret; absent for a secret whose value is put by
   * hand.
   */
  readonly generate?:
    | { readonly template: string; readonly key: string; readonly length: number }
    | undefined;
}

export interface LocalFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** The absolute path of the bundle's folder. */
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
  /** The ARN that is invoked, of the function or of an alias; permissions name this one. */
  readonly invokedArn: string;
  /** The ARN of the route, which those permissions name as the source. */
  readonly sourceArn: string;
  readonly throttle?: { readonly ratePerSecond: number; readonly burst: number } | undefined;
}

export interface LocalApi {
  readonly id: string;
  readonly cors?: CorsRule | undefined;
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
  /**
   * `events.amazonaws.com` for a rule, which needs a permission on the function, or the role of a schedule.
   */
  readonly principal: string;
}

/** AWS::Lambda::Permission: who may invoke a function. */
export interface LocalPermission {
  /** The ARN of a function or of an alias; a permission for the function does not cover its alias. */
  readonly functionArn: string;
  readonly principal: string;
  readonly sourceArn?: string | undefined;
}

/** A step of the deployment that a function of the stack performs, e.g. loading the catalog. */
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

/** An AWS call that a function made, and the edge's decision. Tests read these. */
export interface AwsCall {
  readonly roleArn: string;
  /** e.g. `dynamodb:PutItem` */
  readonly action: string;
  readonly resource: string;
  /** The partition keys that a DynamoDB item call names. */
  readonly leadingKeys: readonly string[];
  readonly allowed: boolean;
}
