import { describe, expect, it } from 'vitest';
import {
  findMaterial,
  type HearPorts,
  hearRecording,
} from '../../../shared/lectures/hear-recording.ts';
import { paceAfter, paceMemory, usualPace } from '../../../shared/lectures/pace.ts';
import type { AudioRecording } from '../../../shared/recordings/recording.ts';
import type { HeardSpeech } from '../../../shared/speech/speech-to-text.ts';
import { heardOf, lectureOf, topicOf, transcriptOf, wavOf } from '../../support/lecture-factory.ts';
import { deliveryOf, lectureJourney } from '../../support/lecture-journey.ts';

const recordingOf = (durationSeconds: number | undefined): AudioRecording => ({
  ...{ fileName: 'talk.webm', contentType: 'audio/webm', sizeBytes: 6_000, durationSeconds },
  open: async () => (async function* () {})(),
});

/** A recording that takes twelve seconds to transcribe. */
async function heard(recording: AudioRecording, parts: Partial<HeardSpeech> = {}) {
  const journey = lectureJourney();
  const pace = paceMemory();
  journey.speech.will(heardOf(parts));
  const speech: HearPorts['speech'] = {
    transcribe: async (...args) => {
      journey.clock.advanceSeconds(12);
      return journey.speech.port.transcribe(...args);
    },
  };
  const ports = { ...journey.processPorts, pace, speech };
  const lecture = lectureOf({ attempt: 1, etag: 'e' });
  const said = await hearRecording(ports, lecture, topicOf(), recording, deliveryOf());
  return { transcript: 'heard' in said ? said.heard : undefined, pace: pace.current() };
}

describe('a recording that is transcribed', () => {
  it('reports how long that took for its length', async () => {
    const { pace } = await heard(recordingOf(60));
    expect(pace).toEqual(paceAfter(usualPace, { hearing: { audioSeconds: 60, seconds: 12 } }));
  });

  it('reports it for the length that the model gives, if the recording gives none', async () => {
    const { pace } = await heard(recordingOf(undefined), { durationSeconds: 30 });
    expect(pace).toEqual(paceAfter(usualPace, { hearing: { audioSeconds: 30, seconds: 12 } }));
  });

  it('reports nothing if the length is unknown', async () => {
    const { transcript, pace } = await heard(recordingOf(undefined), {
      durationSeconds: undefined,
    });
    expect(transcript).toMatchObject({ text: expect.stringContaining('해시') });
    expect(pace).toEqual(usualPace);
  });

  it('keeps two thousand segments, of which five minutes have about a hundred', async () => {
    const segment = { startSeconds: 0, endSeconds: 1, text: '말' };
    const kept = async (count: number) => {
      const segments = Array.from({ length: count }, () => segment);
      const { transcript } = await heard(recordingOf(60), { segments });
      return transcript?.segments?.length;
    };
    expect(await kept(2_000)).toBe(2_000);
    expect(await kept(2_001)).toBe(2_000);
  });
});

describe('what a claimed lecture has', () => {
  it('is the recording at its first claim, and no transcript is looked for', async () => {
    const journey = lectureJourney();
    const key = journey.presign();
    const { etag } = journey.recordings.upload(key, wavOf('말'));
    const details = {
      ...journey.details,
      findTranscript: () => Promise.reject(new Error('was read')),
    };
    const lecture = lectureOf({ ...key, attempt: 1, etag });
    await expect(
      findMaterial({ ...journey.processPorts, details }, lecture, undefined),
    ).resolves.toHaveProperty('recording');
  });

  it.each([
    ['of what was typed', { kind: 'text', attempt: 1 }],
    ['that an earlier claim has bought', { kind: 'recording', attempt: 2 }],
  ] as const)('is the transcript %s', async (_, parts) => {
    const journey = lectureJourney();
    const lecture = lectureOf(parts);
    await journey.details.keepTranscript(lecture, transcriptOf());
    await expect(findMaterial(journey.processPorts, lecture, undefined)).resolves.toEqual({
      transcript: transcriptOf(),
    });
  });
});
