/**
 * The stack from its own template, in a process of its own, with one learner who has taught a
 * lecture. Sends what each function gets from Lambda and an event that it can answer again and
 * again, and ends with the process that forked it.
 */
import { readFile } from 'node:fs/promises';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { variablesOf } from '../../../infra/local/lambda/lambda-runtime.ts';
import { type LocalStack, startLocalStack } from '../../../infra/local/local-stack.ts';
import { exampleRequest } from '../../../shared/contracts/example-request.ts';
import { functionNames } from '../../../shared/contracts/functions.ts';
import { functionOf, type RouteName, routeNames } from '../../../shared/contracts/routes.ts';
import { apiEventTo } from '../../support/api-event.ts';
import { publishedApp, withoutQuery } from '../../support/published-app.ts';

const hashTable = 1001;

const stack = await startLocalStack({
  port: 0,
  memory: true,
  stateDirectory: '',
  openAi: {},
  // Every function.
  context: { rewardAdUnits: '1' },
  log: () => {},
});
process.once('disconnect', () => void stack.stop().then(() => process.exit()));
const events = await eventsOf(stack);
process.send?.(
  functionNames.map((functionName) => ({
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
  const request = (name: RouteName, parts: Partial<APIGatewayProxyEventV2> = {}) => {
    const { method, target, pathParameters, query, body } = exampleRequest(name, {
      lectureId: lecture.id,
    });
    return apiEventTo(method, target.split('?', 1)[0] ?? target, {
      headers,
      pathParameters,
      queryStringParameters: query,
      ...(body !== undefined && { body }),
      ...parts,
    });
  };
  // The same recording once more: answered by the lecture that it already is.
  const submission = { topicId: hashTable, audioUrl: withoutQuery(uploadUrl) };
  const scheduled = { source: 'aws.events' };
  return {
    ...Object.fromEntries(
      routeNames
        .filter((name) => name !== 'delete-user' && functionOf(name) === name)
        .map((name) => [name, request(name)]),
    ),
    'submit-lecture': request('submit-lecture', { body: JSON.stringify(submission) }),
    'reject-request': apiEventTo('GET', '/api/v1/nowhere', { headers }),
    'sweep-lectures': scheduled,
    'fold-standings': scheduled,
    'close-leagues': scheduled,
  };
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
