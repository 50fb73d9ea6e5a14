import { describe, expect, it } from 'vitest';
import { readRecording } from '../../../infra/openai-stand-in/recording.ts';
import { settingsByStage } from '../../../infra/stack/settings.ts';
import { recordingMaximumBytes } from '../../../shared/contracts/recordings.ts';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { refuseBySize } from '../../../shared/recordings/recording.ts';
import { lecturesPerLearner, turnOf } from '../../bench/pipeline/learners.ts';
import { loadRecordings } from '../../bench/pipeline/recordings.ts';
import { withoutEventSources } from '../../bench/pipeline/without-event-sources.ts';
import { recordingSizes } from '../../bench/pipeline/worker-bench.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { publishedApp } from '../../support/published-app.ts';

const recordings = await loadRecordings();

describe('a recording of the bench', () => {
  it.each(recordingSizes)('of %i bytes has exactly that size, and is accepted', (sizeBytes) => {
    const recording = recordings.ofSize(sizeBytes);
    expect(recording.byteLength).toBe(sizeBytes);
    expect(refuseBySize({ sizeBytes })).toBeUndefined();
  });

  it('of the largest size is the largest that the product accepts', () => {
    const sizeBytes = Math.max(...recordingSizes);
    expect(sizeBytes).toBe(recordingMaximumBytes);
    expect(refuseBySize({ sizeBytes: sizeBytes + 1 })).toBe('RECORDING_TOO_LARGE');
  });

  it('is recognised by its first bytes and says what the talk says', async () => {
    const bytes = recordings.ofSize(1_000_000);
    const recognised = await recognizeRecording(sourceOf(bytes), { maximumSeconds: 600 });
    expect(recognised).toMatchObject({ recording: { fileName: 'recording.webm' } });
    const heard = await readRecording('recording.webm', Buffer.from(bytes));
    const shortest = await readRecording('recording.webm', Buffer.from(recordings.next()));
    expect(heard.taggedText).toContain('해시');
    expect(heard.taggedText).toBe(shortest.taggedText);
  });

  it('differs from every other one', () => {
    expect(recordings.next()).not.toEqual(recordings.next());
    expect(recordings.ofSize(100_000)).not.toEqual(recordings.ofSize(100_000));
  });

  it('cannot be shorter than the talk', () => {
    expect(() => recordings.ofSize(100)).toThrow(RangeError);
  });
});

describe('the learners of the bench', () => {
  const apps = Array.from({ length: 50 }, (_, index) =>
    publishedApp('http://127.0.0.1', { stored: { name: `${index}`, authToken: `${index}` } }),
  );

  it('take turns until each has had one', () => {
    const turns = Array.from({ length: 5 }, (_, turn) => turnOf(apps, 10, turn)).flat();
    expect(new Set(turns).size).toBe(50);
    expect(turnOf(apps, 10, 5)).toEqual(turnOf(apps, 10, 0));
    expect(new Set(turnOf(apps, 50, 3)).size).toBe(50);
  });

  it('stay below the allowance of a day', () => {
    const { lecturesPerUser } = settingsByStage.dev.dailyAllowance;
    expect(lecturesPerLearner).toBeLessThan(lecturesPerUser);
  });
});

it('removes only the event sources from the template', () => {
  const queue = { Type: 'AWS::SQS::Queue' };
  const mapping = { Type: 'AWS::Lambda::EventSourceMapping' };
  expect(withoutEventSources({ Resources: { Queue: queue, Mapping: mapping } })).toEqual({
    Resources: { Queue: queue },
  });
});
