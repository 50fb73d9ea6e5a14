import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LectureNotSwept, LecturesNotSwept } from '../../../shared/lectures/sweep-lectures.ts';
import { OwnError } from '../../../shared/own-error.ts';
import type { ErrorReport, ReportSender } from '../../../shared/platform/error-report.ts';
import { errorReporter } from '../../../shared/platform/error-reporting.ts';
import { beginInvocation, noteInLog } from '../../../shared/platform/log.ts';
import { type CapturedLog, capturedLog } from '../../support/captured-log.ts';

let captured: CapturedLog;
beforeEach(() => {
  captured = capturedLog();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  captured.restore();
});

const environment = { SENTRY_SECRET_ARN: 'arn:secret', AWS_LAMBDA_FUNCTION_NAME: 'get-lecture-1A' };

/** A reporter whose sender does as a test says, and what arrived at it. */
function reporterTo(send: ReportSender | undefined, variables = environment) {
  const sent: ErrorReport[] = [];
  const open = vi.fn(async () =>
    send === undefined
      ? undefined
      : async (report: ErrorReport) => {
          sent.push(report);
          await send(report);
        },
  );
  return { report: errorReporter({ environment: variables, open, clock: Date.now }), sent, open };
}

const never = () => new Promise<void>(() => {});
const failure = new OwnError('The catalog is not loaded');

describe('a report', () => {
  it('says where it comes from and what it is about', async () => {
    const { report, sent } = reporterTo(async () => {});
    beginInvocation({ requestId: 'request-1', name: 'not a tag' });
    noteInLog({ lectureId: 12, correlationId: 'request-0' });
    await report(failure, { route: 'GET /x', fingerprint: ['provider', 'quota'] });

    expect(sent).toMatchObject([
      {
        errors: [{ message: 'The catalog is not loaded' }],
        fingerprint: ['provider', 'quota'],
      },
    ]);
    expect(sent[0]?.tags).toEqual({
      function: 'get-lecture-1A',
      route: 'GET /x',
      requestId: 'request-1',
      correlationId: 'request-0',
      lectureId: '12',
    });
  });

  it('about a sweep of many lectures names the first one that it is about', async () => {
    const { report, sent } = reporterTo(async () => {});
    beginInvocation({ requestId: 'request-1' });
    const troubles = [12, 13].map(
      (lectureId) => new LectureNotSwept({ userId: 1, lectureId }, undefined, failure),
    );
    await report(new LecturesNotSwept(troubles), {}, 'background');

    expect(sent[0]?.tags).toMatchObject({ lectureId: '12' });
    expect(sent[0]?.errors.map(({ message }) => message)).toContain('Lecture 13 was not swept');
  });

  it('about an error that is not ours names no lecture, whatever that error contains', async () => {
    const { report, sent } = reporterTo(async () => {});
    beginInvocation({ requestId: 'request-1' });
    await report(Object.assign(new Error('of a library'), { lectureId: 12 }));
    await report(failure);
    await report(undefined);

    expect(sent).toHaveLength(3);
    for (const { tags } of sent) expect(tags).not.toHaveProperty('lectureId');
  });

  it('is not made if no secret is named', async () => {
    const { report, open } = reporterTo(async () => {}, {
      ...environment,
      SENTRY_SECRET_ARN: '',
    });
    await report(failure);

    expect(open).not.toHaveBeenCalled();
  });

  it('opens the connection once for all', async () => {
    const { report, open, sent } = reporterTo(async () => {});
    await report(failure);
    await report(failure);

    expect(open).toHaveBeenCalledTimes(1);
    expect(sent).toHaveLength(2);
  });
});

describe('nobody waits', () => {
  it.each([
    ['response', 450],
    ['background', 2_000],
  ] as const)('for a %s beyond %i ms', async (patience, milliseconds) => {
    const { report } = reporterTo(never);
    let isOver = false;
    const reporting = report(failure, {}, patience).then(() => {
      isOver = true;
    });

    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await reporting;
    expect(captured.lines()).toMatchObject([{ level: 'warn', message: 'error report is late' }]);
    expect(captured.lines()[0]).not.toHaveProperty('error');
  });

  it('for an answer either, if nobody says for what', async () => {
    const { report } = reporterTo(never);
    let isOver = false;
    const reporting = report(failure).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(449);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await reporting;
  });

  it('after a report has been sent, for a timer that still runs', async () => {
    const { report } = reporterTo(async () => {});
    await report(failure);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('again for a minute, and the delay is logged once', async () => {
    const { report, sent } = reporterTo(never);
    const first = report(failure);
    await vi.advanceTimersByTimeAsync(450);
    await first;
    await report(failure);
    expect(sent).toHaveLength(1);

    await vi.advanceTimersByTimeAsync(60_000);
    const later = report(failure);
    await vi.advanceTimersByTimeAsync(450);
    await later;
    expect(sent).toHaveLength(2);
    expect(captured.lines()).toHaveLength(2);
  });

  it('for later errors once the late report has arrived', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { report, sent } = reporterTo(() => promise);
    const first = report(failure);
    await vi.advanceTimersByTimeAsync(450);
    await first;
    resolve();
    await vi.advanceTimersByTimeAsync(0);
    await report(failure);

    expect(sent).toHaveLength(2);
  });
});

describe('trouble with reporting', () => {
  it('is logged once and never thrown', async () => {
    const { report, sent } = reporterTo(() => Promise.reject(new Error('socket hang up')));
    await expect(report(failure)).resolves.toBeUndefined();
    await expect(report(failure)).resolves.toBeUndefined();

    expect(sent).toHaveLength(1);
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'error not reported', reason: 'socket hang up' },
    ]);
  });

  it('over an error that cannot be read is logged, and never thrown', async () => {
    const { report, sent } = reporterTo(async () => {});
    const unreadable = Object.defineProperty(new Error('shy'), 'message', {
      get: () => {
        throw new Error('not to be read');
      },
    });
    await expect(report(unreadable)).resolves.toBeUndefined();

    expect(sent).toEqual([]);
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'error not reported', reason: 'not to be read' },
    ]);
  });

  it('with the connection itself leads to another try after a minute', async () => {
    const open = vi
      .fn<() => Promise<ReportSender | undefined>>()
      .mockRejectedValueOnce(new Error('denied'))
      .mockResolvedValue(async () => {});
    const report = errorReporter({ environment, open, clock: Date.now });
    await report(failure);
    await report(failure);
    expect(open).toHaveBeenCalledTimes(1);

    await vi.advanceTimersByTimeAsync(60_000);
    await report(failure);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('for a secret that holds no DSN is counted for the alarm, once a minute, and never thrown', async () => {
    vi.stubEnv('METRIC_NAMESPACE', 'LearningMate-test');
    const open = vi.fn(async () => 'malformed' as const);
    const report = errorReporter({ environment, open, clock: Date.now });
    await expect(report(failure)).resolves.toBeUndefined();
    await expect(report(failure)).resolves.toBeUndefined();

    expect(captured.metrics()).toMatchObject([{ name: 'ConfigurationErrors', value: 1 }]);
    expect(captured.lines()).toMatchObject([
      { level: 'warn', message: 'error not reported', error: 'ConfigurationError' },
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    await report(failure);
    expect(captured.metrics()).toHaveLength(2);
    expect(captured.lines()).toHaveLength(2);
    vi.unstubAllEnvs();
  });

  it('does not exist if there is no address yet, which is looked up again after a minute', async () => {
    const { report, open } = reporterTo(undefined);
    await report(failure);
    await report(failure);
    expect(open).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    await report(failure);

    expect(open).toHaveBeenCalledTimes(2);
    expect(captured.lines()).toEqual([]);
  });
});
