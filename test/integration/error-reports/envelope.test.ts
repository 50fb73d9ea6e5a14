import {
  addBreadcrumb,
  getGlobalScope,
  getIsolationScope,
  setExtra,
  setUser,
} from '@sentry/aws-serverless';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { release } from '../../../shared/contracts/release.ts';
import { LectureNotSwept, LecturesNotSwept } from '../../../shared/lectures/sweep-lectures.ts';
import { OwnError } from '../../../shared/own-error.ts';
import { openSentry } from '../../../shared/platform/sentry-reporter.ts';
import { shownErrors } from '../../../shared/platform/shown-error.ts';
import { startRefusingAws } from '../../support/refusing-aws.ts';
import { startSentryServer } from '../../support/sentry-server.ts';

const canary = 'canary-7f3a9b';
const secretArn = 'arn:aws:secretsmanager:ap-northeast-2:000000000000:secret:sentry';

const [aws, sentry] = await Promise.all([startRefusingAws('refused'), startSentryServer()]);
aws.secrets.set(secretArn, ` ${sentry.dsn}\n`);

const send = await openSentry({
  AWS_ENDPOINT_URL: aws.origin,
  AWS_ACCESS_KEY_ID: 'ASIATEST',
  AWS_SECRET_ACCESS_KEY: 'secret',
  SENTRY_SECRET_ARN: secretArn,
  STAGE: 'prod',
});
if (send === undefined || send === 'malformed') throw new Error('no DSN');

beforeEach(() => sentry.forget());

describe('an envelope', () => {
  afterAll(() => {
    for (const scope of [getGlobalScope(), getIsolationScope()]) scope.clear();
  });

  it('holds what was reported and no more, whatever else the SDK has gathered', async () => {
    setUser({ id: canary, username: canary, ip_address: '10.0.0.1' });
    setExtra('transcript', canary);
    addBreadcrumb({ message: canary, category: 'console' });
    getGlobalScope()
      .setTag('token', canary)
      .setContext('request', { body: canary })
      .setSDKProcessingMetadata({ normalizedRequest: { url: canary, headers: { a: canary } } });

    await send({ errors: shownErrors(new OwnError('The standing kept changing')), tags: {} });

    const [event] = sentry.events;
    expect(Object.keys(event ?? {}).sort()).toEqual([
      'debug_meta',
      'environment',
      'event_id',
      'exception',
      'level',
      'platform',
      'release',
      'sdk',
      'tags',
      'timestamp',
    ]);
    expect(event).toMatchObject({
      release,
      environment: 'prod',
    });
    expect(sentry.text()).not.toContain(canary);
  });

  it('has the causes of an error before it', async () => {
    const cause = new OwnError('The catalog is not loaded');
    await send({ errors: shownErrors(new OwnError('The sweep failed', { cause })), tags: {} });

    expect(sentry.events[0]?.exception.values.map(({ value }) => value)).toEqual([
      'The catalog is not loaded',
      'The sweep failed',
    ]);
  });

  it('has the errors within an error, each with the lecture it is about', async () => {
    const lecture = { userId: 7_001, lectureId: 12_345 };
    const cause = Object.assign(new Error(canary), { code: 'ECONNRESET' });
    const error = new LecturesNotSwept([new LectureNotSwept(lecture, undefined, cause)]);
    await send({ errors: shownErrors(error), tags: {} });

    expect(sentry.events[0]?.exception.values.map(({ value }) => value)).toEqual([
      'code ECONNRESET',
      'Lecture 12345 was not swept',
      '1 were not swept',
    ]);
    expect(sentry.text()).not.toContain(canary);
  });

  it('may come zipped, as large ones do', async () => {
    const name = 'long'.repeat(500);
    const frames = Array.from({ length: 40 }, (_, line) => `    at ${name} (/x.mjs:${line}:1)`);
    await send({ errors: [{ name: 'Error', message: 'm', frames }], tags: { route: 'GET /x' } });

    expect(sentry.events[0]?.tags).toEqual({ route: 'GET /x' });
    expect(sentry.text()).toContain('gzip');
  });
});
