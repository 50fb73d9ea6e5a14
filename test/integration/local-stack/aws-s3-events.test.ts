import { describe, expect, test } from 'vitest';
import type { LocalQueue } from '../../../infra/local/template/model.ts';
import { allow, queue, role, stackModel } from '../../support/stack-model.ts';
import { startEdge } from './aws-edge.ts';
import { Bucket, Key, letS3In, presign, recordings, stackWith, upload } from './upload-stack.ts';

describe('S3 events', () => {
  const take = { waitSeconds: 20, maxMessages: 1 };

  test('an upload under the prefix reaches the queue in S3’s own shape', async () => {
    const edge = await startEdge(stackWith(letS3In));
    await upload(await presign(edge, 'Presigner', { Key: 'recordings/1/두 단어+(1)' }));
    const [message] = await edge.aws.queues.receive(queue('uploads').arn, take);
    const { Records } = JSON.parse(message?.body ?? '{}');
    expect(Records).toMatchObject([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'ap-northeast-2',
        eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        eventName: 'ObjectCreated:Put',
        s3: {
          bucket: { name: Bucket, arn: recordings.arn },
          object: {
            key: 'recordings/1/%EB%91%90+%EB%8B%A8%EC%96%B4%2B%281%29',
            size: 7,
            eTag: expect.stringMatching(/^[0-9a-f]{32}$/),
            sequencer: expect.stringMatching(/^[0-9A-F]{16,}$/),
          },
        },
      },
    ]);
  });

  test('a queue whose policy does not admit S3 gets nothing, and the log says so', async () => {
    const [allowed] = letS3In;
    if (allowed === undefined) throw new Error('the policy has a first statement');
    const policies: LocalQueue['policy'][] = [
      [],
      [{ ...allowed, principals: ['sns.amazonaws.com'] }],
      [{ ...allowed, actions: ['sqs:ReceiveMessage'] }],
      [{ ...allowed, conditions: { StringEquals: { 'aws:SourceAccount': ['999999999999'] } } }],
      [{ ...allowed, conditions: { ArnEquals: { 'aws:SourceArn': ['arn:aws:s3:::other'] } } }],
      [{ ...allowed, conditions: { DateGreaterThan: { 'aws:CurrentTime': ['2020-01-01'] } } }],
      [allowed, { ...allowed, effect: 'Deny' }],
    ];
    for (const policy of policies) {
      const edge = await startEdge(stackWith(policy));
      expect((await upload(await presign(edge, 'Presigner'))).status).toBe(200);
      expect(
        await edge.aws.queues.receive(queue('uploads').arn, { ...take, waitSeconds: 0 }),
      ).toEqual([]);
      expect(edge.logged.join()).toContain('AWS would refuse this notification');
      await edge.stop();
    }
  });

  test('an upload elsewhere, or a refused one, sends nothing', async () => {
    const edge = await startEdge(
      stackModel({
        ...stackWith(letS3In),
        roles: [role('Presigner', [allow(['s3:PutObject'], [`${recordings.arn}/*`])])],
      }),
    );
    await upload(await presign(edge, 'Presigner', { Key: 'exports/1' }));
    await upload((await presign(edge, 'Presigner')).replace('/1/2', '/1/3'));
    await upload(await presign(edge, 'Presigner'));
    const messages = await edge.aws.queues.receive(queue('uploads').arn, {
      waitSeconds: 20,
      maxMessages: 10,
    });
    expect(messages.map(({ body }) => JSON.parse(body).Records[0].s3.object.key)).toEqual([Key]);
  });
});
