import { DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LOCAL_REGION } from '../../../infra/local/template/model.ts';
import type { OpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { type PublishedApp, withoutQuery } from '../../support/published-app.ts';
import type { Edge } from './edge.ts';
import { lecturesPerLearner, openApps } from './learners.ts';
import type { Worker, WorkerRun } from './worker.ts';

const hashTable = 1001;

export interface Delivered extends WorkerRun {
  /** From the event in hand to the first byte of the request's body at the speech API. */
  readonly firstByteMilliseconds: number;
}

/** Hands recordings to workers as S3 would: by the event of their upload. */
export interface Deliveries {
  /** @throws Error where the worker does not send the whole recording, or its lecture fails */
  deliver(
    worker: Worker,
    recording: Uint8Array<ArrayBuffer>,
    options?: { readonly watchesMemory: boolean },
  ): Promise<Delivered>;
  stop(): void;
}

export function deliveriesOn(edge: Edge, standIn: OpenAiStandIn): Deliveries {
  const s3 = new S3Client({
    region: LOCAL_REGION,
    endpoint: edge.edgeOrigin,
    forcePathStyle: true,
    credentials: edge.credentials,
  });
  let app: PublishedApp | undefined;
  let lectures = 0;
  const nextApp = async (): Promise<PublishedApp> => {
    if (lectures % lecturesPerLearner === 0) [app] = await openApps(edge.origin, 1);
    lectures += 1;
    if (app === undefined) throw new Error('nobody is logged in');
    return app;
  };

  return {
    async deliver(worker, recording, options = { watchesMemory: false }) {
      const learner = await nextApp();
      // Submitted before it is uploaded: the upload's event is then the one that starts the work.
      const uploadUrl = await learner.presign();
      const { id } = await learner.submit(hashTable, uploadUrl);
      await learner.upload(uploadUrl, recording);
      const [message, ...others] = await edge.receive();
      if (!message || others.length > 0) throw new Error('one upload is one event');
      const event = { Records: [{ ...message, messageAttributes: {}, eventSource: 'aws:sqs' }] };

      standIn.forget();
      const run = await worker.run(event, options);
      const speech = standIn.requests.find(({ endpoint }) => endpoint === 'speech');
      const { status } = await learner.lecture(id);
      if (status !== 'SUCCESS' || speech?.fileBytes !== recording.byteLength) {
        throw new Error(`the lecture ended as ${status}, ${speech?.fileBytes} bytes were heard`);
      }
      await edge.delete(message);
      // The bucket lies in memory.
      await s3.send(new DeleteObjectCommand(objectAt(withoutQuery(uploadUrl))));
      const firstByteAt = speech.firstBodyByteAtMilliseconds ?? Number.NaN;
      return { ...run, firstByteMilliseconds: firstByteAt - run.inHandAtMilliseconds };
    },
    stop: () => s3.destroy(),
  };
}

/** Path style: the bucket is the first segment. */
function objectAt(url: string): { Bucket: string; Key: string } {
  const [bucket, ...key] = new URL(url).pathname.slice(1).split('/');
  return { Bucket: z.string().min(1).parse(bucket), Key: key.join('/') };
}
