/**
 * The stack from its own template, in a process of its own, with one learner who has taught a
 * lecture. Sends what each function gets from Lambda and an event that it can answer again and
 * again, and ends with the process that forked it.
 */
import { readFile } from 'node:fs/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { variablesOf } from '../../../infra/local/lambda/lambda-runtime.ts';
import { type LocalStack, startLocalStack } from '../../../infra/local/local-stack.ts';
import { environments, type FunctionName } from '../../../shared/contracts/environment.ts';
import { apiEventTo } from '../../support/api-event.ts';
import { publishedApp, withoutQuery } from '../../support/published-app.ts';

const hashTable = 1001;
const name = '학습자';

const stack = await startLocalStack({
  port: 0,
  memory: true,
  stateDirectory: '',
  openAi: {},
  context: { checks: 'off' },
  log: () => {},
});
process.once('disconnect', () => void stack.stop().then(() => process.exit()));
const events = await eventsOf(stack);
process.send?.(
  Object.keys(environments).map((functionName) => ({
    name: functionName,
    environment: environmentOf(functionName),
    event: events[functionName],
  })),
);

/** Those without one would take away what the others need, or need a queue's message. */
async function eventsOf({ origin, runSchedule }: LocalStack): Promise<Record<string, unknown>> {
  const app = publishedApp(origin);
  const { authToken } = await app.start();
  const recording = await readFile(
    new URL('../../fixtures/recordings/hash-table-good.webm', import.meta.url),
  );
  const uploadUrl = await app.presign();
  await app.upload(uploadUrl, new Uint8Array(recording));
  const lecture = await app.submit(hashTable, uploadUrl);
  const { status } = await app.waitFor(lecture);
  if (status !== 'SUCCESS') throw new Error(`the lecture ended as ${status}`);
  await runSchedule('FoldStandings');

  const headers = {
    authorization: `Bearer ${authToken}`,
    'content-type': 'application/json',
    host: 'api.test',
  };
  const request = (method: string, path: string, parts: Partial<APIGatewayProxyEventV2> = {}) =>
    apiEventTo(method, path, { headers, ...parts });
  const body = (value: object) => ({ body: JSON.stringify(value) });
  const id = String(lecture.id);
  const ofLecture = { pathParameters: { id } };
  const submission = { topicId: hashTable, audioUrl: withoutQuery(uploadUrl) };
  const scheduled = { source: 'aws.events' };
  return {
    'issue-token': request('POST', '/api/v1/users/token/issue'),
    'get-name': request('GET', '/api/v1/users/name'),
    'change-name': request('PUT', '/api/v1/users/name', body({ name })),
    'list-lectures': request('GET', '/api/v1/users/lectures'),
    'export-user': request('GET', '/api/v1/users/me/export'),
    'list-majors': request('GET', '/api/v1/major'),
    'list-subjects': request('GET', '/api/v1/subject', { queryStringParameters: { majorId: '1' } }),
    'list-topics': request('GET', '/api/v1/topic', { queryStringParameters: { subjectId: '101' } }),
    'get-topic': request('GET', '/api/v1/topic/1001', { pathParameters: { id: '1001' } }),
    'presign-upload': request('GET', '/api/v1/generate-presigned-url'),
    // The same recording once more: answered by the lecture that it already is.
    'submit-lecture': request('POST', '/api/v1/lecture', body(submission)),
    'get-ranking': request('GET', '/api/v1/ranking'),
    'get-lecture': request('GET', `/api/v1/lecture/${id}`, ofLecture),
    'rate-lecture': request('POST', `/api/v1/lecture/${id}/rate-helpfulness`, {
      ...ofLecture,
      ...body({ helpfulnessRating: 5 }),
    }),
    'get-api-docs': request('GET', '/v3/api-docs'),
    'get-swagger-page': request('GET', '/swagger-ui/index.html', {
      pathParameters: { file: 'index.html' },
    }),
    'get-web-app': request('GET', '/'),
    'reject-request': request('GET', '/api/v1/nowhere'),
    'sweep-lectures': scheduled,
    'fold-standings': scheduled,
  } satisfies Partial<Record<FunctionName, unknown>>;
}

/** As the local stack sets it; what a start does by itself is not the import's. */
function environmentOf(functionName: string): Readonly<Record<string, string>> {
  const pascal = functionName.replaceAll(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());
  const fn = stack.stack.functions.find(({ logicalId }) => logicalId.includes(`${pascal}Function`));
  if (fn === undefined) throw new Error(`the stack has no function ${functionName}`);
  const { edgeOrigin, credentialsOf: credentials } = stack;
  const { AWS_LAMBDA_INITIALIZATION_TYPE: _, ...variables } = variablesOf(fn, {
    edgeOrigin,
    credentials,
  });
  return variables;
}
