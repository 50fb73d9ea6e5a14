/**
 * The calls that a lecture makes from its submission to its feedback, with the SDK and `fetch`, in our order and side by
 * side where ours are, of items of the same size; and nothing else. What they answer is not looked at.
 */
import { randomUUID } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { pupilQuestion } from '../../../../../shared/assessment/pupil-questions.ts';
import { dynamoTable } from '../../../../../shared/platform/dynamo-client.ts';
import { s3Client } from '../../../../../shared/platform/s3-client.ts';
import { sqsClient } from '../../../../../shared/platform/sqs-client.ts';

const variables = z
  .object({
    TABLE_NAME: z.string(),
    RECORDINGS_BUCKET: z.string(),
    UNCLAIMED_QUEUE_URL: z.string(),
    SPEECH_ENDPOINTS: z.string(),
  })
  .parse(process.env);
const endpoints = z.array(z.object({ baseUrl: z.string(), model: z.string() }));
const [speech] = endpoints.parse(JSON.parse(variables.SPEECH_ENDPOINTS));
const { client, name: TableName } = dynamoTable(variables.TABLE_NAME);
const s3 = s3Client();
const sqs = sqsClient();
const QueueUrl = variables.UNCLAIMED_QUEUE_URL;

const question = pupilQuestion('해시 테이블', [{ statement: '충돌', weight: 1 }], 'ko', []);
const chat = JSON.stringify({
  model: 'gpt-6-luna',
  messages: [
    { role: 'system', content: question.system },
    { role: 'user', content: question.user },
  ],
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'answer', strict: true, schema: question.answerSchema },
  },
});
const judges = 6;

const post = async (path: string, body: string | FormData) => {
  const response = await fetch(`${speech?.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer bench',
      ...(typeof body === 'string' && { 'content-type': 'application/json' }),
    },
    body,
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
};

/** @param event the key of an object that has a recording */
export const handler = async ({ objectKey }: { readonly objectKey: string }): Promise<string> => {
  const pk = `USER#bench-${randomUUID()}`;
  const object = { Bucket: variables.RECORDINGS_BUCKET, Key: objectKey };
  const get = (sk: string) => client.send(new GetCommand({ TableName, Key: { pk, sk } }));
  const put = (sk: string, bytes: number) =>
    client.send(
      new PutCommand({
        TableName,
        Item: { pk, sk, body: new Uint8Array(bytes) },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
  const update = (sk: string) =>
    client.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk },
        UpdateExpression: 'SET #a = :a, #b = :b ADD #n :one',
        ExpressionAttributeNames: { '#a': 'stage', '#b': 'etag', '#n': 'attempt' },
        ExpressionAttributeValues: { ':a': 'ASSESSING', ':b': 'etag', ':one': 1 },
        ReturnValues: 'ALL_NEW',
      }),
    );
  const query = () =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: { ':pk': pk, ':first': 'A', ':last': 'Z' },
      }),
    );

  // The submission.
  await query();
  await s3.send(new HeadObjectCommand(object));
  await put('GUARD', 40);
  await put('LECTURE', 400);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ pk }) }));

  // The work.
  const { Body } = await s3.send(new GetObjectCommand({ ...object, Range: 'bytes=0-65535' }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  await update('LECTURE');
  await Promise.all([
    query(),
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] })),
  ]);
  await update('QUOTA');
  await update('SERVICE');
  const form = new FormData();
  form.set('model', speech?.model ?? '');
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'audio/webm' }), 'recording.webm');
  await post('/audio/transcriptions', form);
  await Promise.all([put('TRANSCRIPT', 1_500), update('LECTURE')]);
  await post('/chat/completions', chat);
  await Promise.all([
    put('ASSESSMENT', 1_000),
    ...Array.from({ length: judges }, () => post('/chat/completions', chat)),
  ]);
  await put('FEEDBACK', 2_000);
  await update('LECTURE');

  // What follows: the settlement, habits, the standing.
  await update('SERVICE');
  for (const sk of ['MONTH', 'HABITS', 'STANDING']) {
    await query();
    await put(sk, 100);
  }

  // The reading.
  await get('LECTURE');
  await Promise.all([get('TRANSCRIPT'), get('FEEDBACK')]);
  return pk;
};
