import { beforeAll, describe, expect, it } from 'vitest';
import { isAllowed } from '../../infra/local/aws/iam.ts';
import type { PolicyStatement } from '../../infra/local/template/model.ts';
import { lectureKey } from '../../shared/adapters/dynamo-keys.ts';
import type { FunctionName } from '../../shared/contracts/environment.ts';
import type { PublishedApp } from '../support/published-app.ts';
import { withoutQuery } from '../support/published-app.ts';
import { pushService } from '../support/push-service.ts';
import { legacySecret, walkEveryPath } from './every-path.ts';
import {
  keyOfUpload,
  patience,
  type RunningStack,
  recordingNamed,
  startPatience,
  startStack,
} from './running-stack.ts';
import {
  allOf,
  type TemplateChange,
  withLegacySecret,
  withoutAction,
  withoutNotificationPolicy,
  withoutRoutePermission,
  withoutVariables,
  withPushService,
} from './template-changes.ts';

const hashTable = 1001;
const push = await pushService();

/** Lambda itself reads the queue for its function; a stack without these three does not start. */
const ofTheEventSource = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

describe('the stack as it is synthesized', () => {
  const stack = useStack(withLegacySecret(legacySecret), withPushService(push.origin));
  beforeAll(() => walkEveryPath(stack(), push), startPatience);

  it('lets every call through that its functions make', () => {
    expect(stack().aws.calls.filter(({ allowed }) => !allowed)).toEqual([]);
    expect(refusals(stack())).toEqual([]);
  });

  it('grants nothing that no function uses', async () => {
    const fed = (['process-lecture', 'delete-unclaimed', 'credit-reward'] as const).map(
      (name) => stack().functionOf(name).logicalId,
    );
    const reminders = stack().functionOf('send-reminders').logicalId;
    // No event makes this one fail, and only then does it read where errors go.
    const models = stack().functionOf('look-at-models').logicalId;
    // The report of an error may arrive after the answer.
    await expect
      .poll(() => unusedGrants(stack()), patience)
      .toEqual([
        ...fed.flatMap((id) => ofTheEventSource.map((action) => `${id} ${action}`)),
        // It also asks by itself how much waits in its queue.
        ...ofTheEventSource.slice(0, 2).map((action) => `${reminders} ${action}`),
        `${models} secretsmanager:GetSecretValue`,
      ]);
  });
});

describe('a stack that lacks sqs:SendMessage of submit and s3:GetObject of the worker', () => {
  const stack = useStack(
    withoutAction('submit-lecture', 'sqs:SendMessage'),
    withoutAction('process-lecture', 's3:GetObject'),
  );

  it('fails a POST that comes after the upload', async () => {
    const app = await stack().openApp();
    const uploadUrl = await app.presign();
    await app.upload(uploadUrl, await recordingNamed('hash-table-good.webm'));
    expect(await statusOfPost(app, uploadUrl)).toBe(500);
    // The upload's event may be at work already, and comes no further.
    expect(denied(stack())).toContainEqual(['submit-lecture', 'sqs:SendMessage']);
  });

  it('leaves a recording untranscribed that comes after its POST', async () => {
    const app = await stack().openApp();
    const uploadUrl = await app.presign();
    const { id } = await app.submit(hashTable, uploadUrl);
    await app.upload(uploadUrl, await recordingNamed('hash-table-good.webm'));
    await expect
      .poll(() => denied(stack()), patience)
      .toContainEqual(['process-lecture', 's3:GetObject']);
    expect(await app.lecture(id)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(stack().standIn.requests).toEqual([]);
  });
});

describe('a stack that lacks dynamodb:PutItem of submit and s3:PutObject of presign', () => {
  const stack = useStack(
    withoutAction('submit-lecture', 'dynamodb:PutItem'),
    withoutAction('presign-upload', 's3:PutObject'),
    withoutAction('get-name', 'secretsmanager:GetSecretValue'),
    withoutVariables('delete-user', ['TABLE_NAME', 'RECORDINGS_BUCKET']),
  );

  it('refuses the upload and the POST', async () => {
    const app = await stack().openApp();
    const uploadUrl = await app.presign();
    const recording = await recordingNamed('hash-table-good.webm');
    expect(await app.upload(uploadUrl, recording)).toBe(403);
    expect(await statusOfPost(app, uploadUrl)).toBe(500);
    expect(denied(stack())).toEqual([
      ['presign-upload', 's3:PutObject'],
      ['submit-lecture', 'dynamodb:PutItem'],
    ]);
  });

  it('cannot recognise users by their tokens if the keys may not be read', async () => {
    const app = await stack().openApp();
    expect((await app.call('GET', '/users/name')).status).toBe(500);
    expect(denied(stack())).toContainEqual(['get-name', 'secretsmanager:GetSecretValue']);
  });

  it('does not start a function without its variables, and names each one that is missing', async () => {
    const app = await stack().openApp();
    expect((await app.call('DELETE', '/users/me')).status).toBe(500);
    expect(stack().lines.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(
        /delete-user is not complete: TABLE_NAME \(missing\), RECORDINGS_BUCKET \(missing\)$/m,
      ),
    );
  });
});

describe('a stack that lets neither S3 send nor the worker read its key', () => {
  const stack = useStack(
    withoutNotificationPolicy(),
    withoutAction('process-lecture', 'secretsmanager:GetSecretValue'),
    withoutRoutePermission('rate-lecture'),
  );

  it('loses the upload’s event, which the sweep makes up for, and cannot call OpenAI', async () => {
    const app = await stack().openApp();
    const uploadUrl = await app.presign();
    const { id } = await app.submit(hashTable, uploadUrl);
    await app.upload(uploadUrl, await recordingNamed('hash-table-good.webm'));
    expect(refusals(stack())).toEqual([
      expect.stringMatching(/AWS would refuse this notification: the policy of .+ s3\.amazonaws/),
    ]);
    expect(await app.lecture(id)).toMatchObject({ stage: 'WAITING_FOR_UPLOAD' });

    await stack().writeItem(lectureKey(keyOfUpload(uploadUrl)), { openSince: 1 });
    await stack().runSchedule(stack().functionOf('sweep-lectures').logicalId);
    await expect
      .poll(() => denied(stack()), patience)
      .toContainEqual(['process-lecture', 'secretsmanager:GetSecretValue']);
    expect(await app.lecture(id)).toMatchObject({ status: 'IN_PROGRESS' });
    expect(stack().standIn.requests).toEqual([]);
  });

  it('answers 500 on the route whose function the gateway may not invoke', async () => {
    const app = await stack().openApp();
    const response = await app.call('POST', '/lecture/1/rate-helpfulness', {
      helpfulnessRating: 5,
    });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    expect(refusals(stack())).toContainEqual(
      expect.stringMatching(
        /^NO PERMISSION: apigateway\.amazonaws\.com may not invoke .+RateLecture/,
      ),
    );
  });
});

/** A stack with these changes, for the tests of one describe. */
function useStack(...changes: readonly TemplateChange[]): () => RunningStack {
  let started: RunningStack | undefined;
  beforeAll(async () => {
    const stack = await startStack({ changeTemplate: allOf(...changes) });
    started = stack;
    return () => stack.stop();
  }, startPatience);
  return () => {
    if (!started) throw new Error('the stack has not been started');
    return started;
  };
}

/**
 * Grants without which every call would have been allowed just as well, as function, action and the
 * partitions they are about. Logs are Lambda's own.
 */
function unusedGrants({ aws: { calls }, stack }: RunningStack): string[] {
  return stack.functions.flatMap(({ logicalId, roleArn }) => {
    const statements = stack.roles.find(({ arn }) => arn === roleArn)?.statements ?? [];
    const own = calls.filter((call) => call.roleArn === roleArn && call.allowed);
    return singleGrants(statements)
      .filter(({ grant: { actions } }) => !actions.some((action) => action.startsWith('logs:')))
      .filter(({ others }) =>
        own.every(({ action, resource, leadingKeys }) =>
          isAllowed(others, action, resource, leadingKeys),
        ),
      )
      .map(({ grant: { actions, leadingKeys = [] } }) =>
        [logicalId, ...actions, ...leadingKeys].join(' '),
      );
  });
}

/** Each action on each pattern of partitions by itself, with everything else that the role may do. */
function singleGrants(statements: readonly PolicyStatement[]) {
  const byAction = statements.flatMap((statement) =>
    statement.actions.map((action): PolicyStatement => ({ ...statement, actions: [action] })),
  );
  return byAction.flatMap((statement) =>
    (statement.leadingKeys ?? [undefined]).map((pattern) => ({
      grant: { ...statement, leadingKeys: pattern === undefined ? undefined : [pattern] },
      // One call may reach partitions of several patterns at once: those stay together.
      others: byAction.flatMap((other) => (other === statement ? without(other, pattern) : other)),
    })),
  );
}

function without(statement: PolicyStatement, pattern: string | undefined): PolicyStatement[] {
  const leadingKeys = statement.leadingKeys?.filter((each) => each !== pattern) ?? [];
  return leadingKeys.length > 0 ? [{ ...statement, leadingKeys }] : [];
}

/**
 * The functions whose calls were denied, and which calls, each once, in the order of their first time.
 */
function denied({ aws, stack }: RunningStack): [FunctionName | string, string][] {
  const seen = aws.calls
    .filter(({ allowed }) => !allowed)
    .map(({ roleArn, action }) => `${functionNameOf(stack, roleArn)} ${action}`);
  return [...new Set(seen)].map((text) => {
    const [name = '', action = ''] = text.split(' ');
    return [name, action];
  });
}

/** `ApiSubmitLectureFunction1A2B3C4D` → `submit-lecture` */
function functionNameOf({ functions }: RunningStack['stack'], roleArn: string): string {
  const id = functions.find((fn) => fn.roleArn === roleArn)?.logicalId ?? '';
  const [, words = ''] = /^[A-Z][a-z]+([A-Z]\w+?)Function[0-9A-F]{8}$/.exec(id) ?? [];
  return words.replaceAll(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

/** Lines of the stack's own that say that somebody was denied. */
function refusals({ lines }: RunningStack): string[] {
  return lines.map(({ line }) => line).filter((line) => /^(AccessDenied|NO PERMISSION)/.test(line));
}

async function statusOfPost(app: PublishedApp, uploadUrl: string): Promise<number> {
  const audioUrl = withoutQuery(uploadUrl);
  const response = await app.call('POST', '/lecture', { topicId: hashTable, audioUrl });
  await response.arrayBuffer();
  return response.status;
}
