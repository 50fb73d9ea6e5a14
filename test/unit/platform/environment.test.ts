import { describe, expect, it } from 'vitest';
import { environments } from '../../../shared/contracts/functions.ts';
import { readEnvironment } from '../../../shared/platform/environment.ts';

describe('the environment', () => {
  it('names every variable that is missing or empty at once', () => {
    const load = () => readEnvironment('process-lecture', { TABLE_NAME: 't', CHAT_MODEL: '' });

    for (const variable of Object.keys(environments['process-lecture'].shape)) {
      if (variable === 'TABLE_NAME') expect(load).not.toThrow(variable);
      else expect(load).toThrow(`${variable} (missing)`);
    }
    expect(load).toThrow(/^Environment of process-lecture is not complete: /);
  });

  it('names what is malformed without its value', () => {
    const source = { TABLE_NAME: 't', RECORDINGS_BUCKET: 'b', LECTURE_QUEUE_URL: 'canary' };
    const load = () => readEnvironment('sweep-lectures', source);

    expect(load).toThrow('LECTURE_QUEUE_URL (invalid_format)');
    expect(load).not.toThrow('canary');
  });

  it('brings what the function asks for and nothing else', () => {
    const own = {
      TABLE_NAME: 't',
      SENTRY_SECRET_ARN: 'arn:secret',
      STAGE: 'dev',
      METRIC_NAMESPACE: 'LearningMate-dev',
    };
    expect(readEnvironment('list-majors', { ...own, OTHER: 'x' })).toEqual(own);
  });
});
