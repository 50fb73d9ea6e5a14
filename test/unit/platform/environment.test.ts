import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  processLectureEnvironment,
  sweepLecturesEnvironment,
  tableEnvironment,
} from '../../../shared/contracts/environment.ts';
import { environments } from '../../../shared/contracts/functions.ts';
import { ConfigurationError } from '../../../shared/platform/configuration-error.ts';
import { loadEnvironment, readEnvironment } from '../../../shared/platform/environment.ts';

describe('the environment', () => {
  it('names every variable that is missing or empty at once', () => {
    const load = () =>
      readEnvironment('process-lecture', processLectureEnvironment, {
        TABLE_NAME: 't',
        CHAT_MODEL: '',
      });

    for (const variable of Object.keys(environments['process-lecture'].shape)) {
      if (variable === 'TABLE_NAME') expect(load).not.toThrow(variable);
      else expect(load).toThrow(`${variable} (missing)`);
    }
    expect(load).toThrow(/^Environment of process-lecture is not complete: /);
  });

  it('names what is malformed without its value', () => {
    const source = { TABLE_NAME: 't', RECORDINGS_BUCKET: 'b', LECTURE_QUEUE_URL: 'canary' };
    const load = () => readEnvironment('sweep-lectures', sweepLecturesEnvironment, source);

    expect(load).toThrow('LECTURE_QUEUE_URL (invalid_format)');
    expect(load).not.toThrow('canary');
  });

  it('contains what the function asks for and nothing else', () => {
    const own = {
      TABLE_NAME: 't',
      SENTRY_SECRET_ARN: 'arn:secret',
      STAGE: 'dev',
      METRIC_NAMESPACE: 'LearningMate-dev',
    };
    expect(readEnvironment('list-majors', tableEnvironment, { ...own, OTHER: 'x' })).toEqual(own);
  });
});

describe('a function that starts', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('with an incomplete environment reports that before it ends', async () => {
    vi.stubEnv('TABLE_NAME', '');
    const reported: unknown[] = [];
    const load = loadEnvironment(
      'list-majors',
      tableEnvironment,
      async (error) => void reported.push(error),
    );
    await expect(load).rejects.toThrow('TABLE_NAME (missing)');
    expect(reported).toEqual([expect.any(ConfigurationError)]);
  });
});
