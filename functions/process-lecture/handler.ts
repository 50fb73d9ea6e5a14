import { readQueueMessage } from '../../shared/adapters/queue-message.ts';
import { clocks } from '../../shared/contracts/clocks.ts';
import { processLectureEnvironment } from '../../shared/contracts/environment.ts';
import { processWork } from '../../shared/own-topics/prepare-topic.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { queueHandler } from '../../shared/platform/queue-handler.ts';
import { reachAws } from '../../shared/platform/reach-aws.ts';
import { sqsClient } from '../../shared/platform/sqs-client.ts';
import { firstCalls } from './first-calls.ts';
import { workerPorts } from './ports.ts';
import { workerProviders } from './providers.ts';

const environment = await loadEnvironment('process-lecture', processLectureEnvironment);
const client = sqsClient();
const providers = workerProviders(environment);
const ports = workerPorts(environment, client, providers);
// A provider is a continent away and may be slow. The connection is what counts, so no start waits for its answer.
void reachAws(...providers.reach);
await reachAws(...firstCalls(ports));

export const handler = queueHandler(
  {
    client,
    queueUrl: environment.LECTURE_QUEUE_URL,
    maximumReceives: clocks.maximumReceives,
  },
  readQueueMessage,
  (message, delivery) => processWork(ports, message, delivery),
);
