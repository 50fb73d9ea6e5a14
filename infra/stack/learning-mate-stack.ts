import { fileURLToPath } from 'node:url';
import { CfnOutput, Lazy, Stack, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { clocks } from '../../shared/contracts/clocks.ts';
import type { Endpoint } from '../../shared/contracts/endpoints.ts';
import { admobKeysUrl } from '../../shared/contracts/rewards.ts';
import type { WebSettings } from '../../shared/contracts/web-files.ts';
import { CatalogLoader } from './constructs/catalog-loader.ts';
import { functionFactory } from './constructs/function-factory.ts';
import { LearningApi } from './constructs/learning-api.ts';
import { LearningMateSecrets } from './constructs/learning-mate-secrets.ts';
import { LectureQueue } from './constructs/lecture-queue.ts';
import { LectureTable } from './constructs/lecture-table.ts';
import { LectureWorker } from './constructs/lecture-worker.ts';
import { Observability } from './constructs/observability.ts';
import { PeriodicFunction } from './constructs/periodic-function.ts';
import { RecordingsBucket } from './constructs/recordings-bucket.ts';
import { ReminderQueue, Reminders } from './constructs/reminders.ts';
import { RewardQueue } from './constructs/reward-queue.ts';
import { RewardWorker } from './constructs/reward-worker.ts';
import { UnclaimedUploads } from './constructs/unclaimed-uploads.ts';
import { WebFiles } from './constructs/web-files.ts';
import type { Settings, Stage } from './settings.ts';

export interface LearningMateStackProps {
  readonly stage: Stage;
  readonly settings: Settings;
  /** The endpoints of speech and chat are a stand-in's. @default false */
  readonly standIn?: boolean;
  /** The stage is being made, and a deploy that fails can still take it back. @default false */
  readonly firstDeploy?: boolean;
  /** Folder that holds one bundle folder per function. */
  readonly bundleDirectory: string;
}

/** The value of the tag `service`, by which the bill tells several services in one account apart. */
const service = 'learning-mate';

/** The stack knows this folder by its path only and does not look inside. */
const catalogDataFolder = fileURLToPath(new URL('../../shared/catalog/data', import.meta.url));

/** One whole stage of Learning Mate. It is one stack because the bucket and the queue name each other. */
export class LearningMateStack extends Stack {
  constructor(scope: Construct, id: string, props: LearningMateStackProps) {
    const { stage, settings, bundleDirectory, standIn = false, firstDeploy = false } = props;
    // The stage names its region. The account stays open, so that a synth needs none.
    super(scope, id, {
      env: { region: settings.region },
      terminationProtection: settings.protectData && !firstDeploy,
    });
    const { protectData, replicaRegion } = settings;
    // The stack itself is tagged too: CloudFormation then passes the tags on to resources that take none in a
    // template.
    for (const [key, value] of Object.entries({ service, stage, owner: settings.owner })) {
      Tags.of(this).add(key, value);
    }
    // Each stage has a namespace of its own, also where two stages share an account.
    const metricNamespace = this.stackName;

    const table = new LectureTable(this, 'Table', { protectData, firstDeploy, replicaRegion });
    const queue = new LectureQueue(this, 'Queue');
    const rewards = settings.rewards && new RewardQueue(this, 'Rewards', queue);
    const reminderQueue = new ReminderQueue(this, 'ReminderQueue');
    const recordings = new RecordingsBucket(this, 'Recordings', { ...settings, notify: queue });
    const secrets = new LearningMateSecrets(this, 'Secrets', { protectData, replicaRegion });

    const makeFunction = functionFactory({
      bundleDirectory,
      settings,
      environment: {
        STAGE: stage,
        SENTRY_SECRET_ARN: secrets.sentry.attrId,
        TABLE_NAME: table.tableName,
        METRIC_NAMESPACE: metricNamespace,
        TOKEN_KEYS_SECRET_ARN: secrets.tokenKeys.attrId,
        RECORDINGS_BUCKET: recordings.bucketName,
        LECTURE_QUEUE_URL: queue.queue.queueUrl,
        UNCLAIMED_QUEUE_URL: queue.unclaimedQueue.queueUrl,
        REMINDER_QUEUE_URL: reminderQueue.queue.queueUrl,
        PUSH_HOSTS: JSON.stringify(settings.pushHosts),
        PUSH_SECRET_ARN: secrets.push.attrId,
        PUSH_CONTACT: settings.pushContact,
        DAILY_LECTURES_PER_USER: String(settings.dailyAllowance.lecturesPerUser),
        DAILY_TOPICS_PER_USER: String(settings.dailyAllowance.topicsPerUser),
        DAILY_LECTURES_GLOBAL: String(settings.dailyAllowance.lecturesGlobal),
        DAILY_REFUSED_UPLOADS_PER_USER: String(settings.dailyAllowance.refusedUploadsPerUser),
        DAILY_PROVIDER_DOLLARS: String(settings.dailyProviderDollars),
        DAILY_TOKENS_PER_ADDRESS: String(settings.dailyAllowance.tokensPerAddress),
        OPENAI_SECRET_ARN: secrets.openAi.attrId,
        SPEECH_ENDPOINTS: JSON.stringify(settings.speech),
        CHAT_ENDPOINTS: JSON.stringify(settings.chat),
        MODERATION_ENDPOINTS: JSON.stringify(settings.moderation),
        RECORDINGS_HOST: recordings.hostName,
        // Only functions that are not made without rewards read these.
        REWARD_QUEUE_URL: rewards?.queue.queueUrl ?? '',
        REWARD_AD_UNITS: JSON.stringify(settings.rewards?.adUnits ?? []),
        REWARD_KEYS_URL: settings.rewards?.keysUrl ?? admobKeysUrl,
        // The address is read last: the API is made of functions, which are made here.
        API_URL: Lazy.string({ produce: () => api.doorUrl }),
        EXPERIMENTS: JSON.stringify(settings.experiments),
        WEB_SETTINGS: JSON.stringify(webSettings(settings, standIn)),
      },
      resources: {
        table: table.tableArn,
        openLectures: table.openLecturesIndexArn,
        standings: table.standingsIndexArn,
        recordings: recordings.recordingsArn,
        deletions: recordings.deletionsArn,
        bucket: recordings.bucketArn,
        queue: queue.queue.queueArn,
        unclaimedQueue: queue.unclaimedQueue.queueArn,
        rewardQueue: rewards?.queue.queueArn ?? '',
        openAiSecret: secrets.openAi.attrId,
        pushSecret: secrets.push.attrId,
        reminders: table.remindersIndexArn,
        reminderQueue: reminderQueue.queue.queueArn,
      },
    });
    const api = new LearningApi(this, 'Api', { makeFunction, settings });
    if (settings.webApp) {
      new WebFiles(this, 'WebFiles', { makeFunction, bundleDirectory });
      recordings.allowOrigin(api.url);
      if (settings.customDomain) recordings.allowOrigin(`https://${settings.customDomain.name}`);
    }
    const worker = new LectureWorker(this, 'Worker', { makeFunction, settings, source: queue });
    new UnclaimedUploads(this, 'Unclaimed', { makeFunction, source: queue });
    if (rewards) new RewardWorker(this, 'RewardWorker', { makeFunction, source: rewards });
    const sweep = new PeriodicFunction(this, 'Sweep', {
      makeFunction,
      name: 'sweep-lectures',
      periodSeconds: clocks.sweepPeriodSeconds,
      timeoutSeconds: clocks.sweepPeriodSeconds,
    });
    const ranking = new PeriodicFunction(this, 'Ranking', {
      makeFunction,
      name: 'fold-standings',
      periodSeconds: clocks.rankingPeriodSeconds,
      // A run may take until the next one begins: ten million standings take more than eight minutes
      // (docs/scale.md).
      timeoutSeconds: clocks.rankingPeriodSeconds,
    });
    const reminders = new Reminders(this, 'Reminders', {
      makeFunction,
      settings,
      source: reminderQueue,
    });
    const leagues = new PeriodicFunction(this, 'Leagues', {
      makeFunction,
      name: 'close-leagues',
      periodSeconds: clocks.leaguePeriodSeconds,
      // This is enough for some thousand groups; the next run goes on with what is left.
      timeoutSeconds: 300,
    });
    const models = new PeriodicFunction(this, 'Models', {
      makeFunction,
      name: 'look-at-models',
      periodSeconds: clocks.modelLookPeriodSeconds,
      timeoutSeconds: 30,
    });
    const canary = new PeriodicFunction(this, 'Canary', {
      makeFunction,
      name: 'send-canary',
      periodSeconds: settings.canary.periodMinutes * 60,
      isOn: settings.canary.isOn,
      timeoutSeconds: clocks.canaryTimeoutSeconds,
      // The canary mostly waits.
      memoryMegabytes: 192,
    });
    new CatalogLoader(this, 'Catalog', { makeFunction, dataFolder: catalogDataFolder });
    const { dashboardUrl } = new Observability(this, 'Observability', {
      settings,
      namespace: metricNamespace,
      resources: {
        apiId: api.apiId,
        apiLambdas: api.lambdas,
        queue,
        worker: worker.lambda,
        sweep: sweep.lambda,
        ranking: ranking.lambda,
        reminders: reminders.lambda,
        leagues: leagues.lambda,
        modelLook: models.lambda,
        canary: canary.lambda,
        tableName: table.tableName,
      },
      logsOf: this,
    });

    new CfnOutput(this, 'ApiUrl', { value: api.url });
    if (settings.customDomain && api.customDomainTarget) {
      new CfnOutput(this, 'CustomDomainUrl', { value: `https://${settings.customDomain.name}` });
      new CfnOutput(this, 'CustomDomainTarget', { value: api.customDomainTarget });
    }
    new CfnOutput(this, 'CanaryFunctionName', { value: canary.lambda.functionName });
    new CfnOutput(this, 'DashboardUrl', { value: dashboardUrl });
    new CfnOutput(this, 'TableName', { value: table.tableName });
    new CfnOutput(this, 'RecordingsBucketName', { value: recordings.bucketName });
    new CfnOutput(this, 'LectureQueueUrl', { value: queue.queue.queueUrl });
    new CfnOutput(this, 'UnclaimedQueueUrl', { value: queue.unclaimedQueue.queueUrl });
    if (rewards) new CfnOutput(this, 'RewardQueueUrl', { value: rewards.queue.queueUrl });
    new CfnOutput(this, 'ReminderQueueUrl', { value: reminderQueue.queue.queueUrl });
    new CfnOutput(this, 'DeadLetterQueueUrl', { value: queue.deadLetterQueue.queueUrl });
    new CfnOutput(this, 'OpenAiSecretArn', { value: secrets.openAi.attrId });
    new CfnOutput(this, 'SentrySecretArn', { value: secrets.sentry.attrId });
    new CfnOutput(this, 'PushSecretArn', { value: secrets.push.attrId });
    new CfnOutput(this, 'TokenKeysSecretArn', { value: secrets.tokenKeys.attrId });
  }
}

/** What the web app tells learners about the stage. */
function webSettings(settings: Settings, standIn: boolean): WebSettings {
  const hosts = (endpoints: readonly Endpoint[]) => [
    ...new Set(endpoints.map(({ baseUrl }) => new URL(baseUrl).host)),
  ];
  return {
    standIn,
    recordingDays: settings.recordingRetentionDays,
    hearers: hosts(settings.speech),
    assessors: hosts([...settings.chat, ...settings.moderation]),
  };
}
