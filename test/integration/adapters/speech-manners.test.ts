import { describe, expect, it } from 'vitest';
import type { OpenAiEndpoint } from '../../../shared/adapters/openai-client.ts';
import { openAiSpeech } from '../../../shared/adapters/openai-speech.ts';
import { RecordingGoneError } from '../../../shared/recordings/recording.ts';
import {
  type Answer,
  endpointAt,
  providerErrorOf,
  recordingOf,
  refused,
  serverOf,
} from './provider-endpoint.ts';

const limits = { budgetMilliseconds: 20_000 };
const hints = { terms: ['해시 테이블', '버킷'], languages: ['ko', 'en'] };

const hearAt = (endpoint: OpenAiEndpoint, recording = recordingOf([Buffer.alloc(5_000)])) =>
  openAiSpeech(endpoint).transcribe(recording, { ...limits, hints });

describe('a speech server', () => {
  it('that does not know a hint is asked without it, and from then on at once', async () => {
    const server = await serverOf((body) =>
      body.includes('name="prompt"')
        ? refused(400, 'Unknown parameter: prompt', { param: 'prompt' })
        : { body: { text: '말' } },
    );
    const speech = openAiSpeech(endpointAt(server.baseUrl, 'whisper-1'));
    const hear = () => speech.transcribe(recordingOf([Buffer.alloc(5_000)]), { ...limits, hints });
    await hear();
    await hear();
    expect(server.bodies.map((body) => body.includes('name="prompt"'))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('that refuses one recording in every form gets hints with the next one', async () => {
    const odd = refused(400, 'Something is odd');
    const server = await serverOf([odd, odd, odd, { body: { text: '말' } }]);
    const speech = openAiSpeech(endpointAt(server.baseUrl, 'whisper-1'));
    const hear = () => speech.transcribe(recordingOf([Buffer.alloc(5_000)]), { ...limits, hints });
    await providerErrorOf(hear());
    await hear();
    expect(server.bodies.map((body) => body.includes('name="prompt"'))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('that does not know verbose answers is asked for plain ones', async () => {
    const server = await serverOf((body) =>
      body.includes('verbose_json')
        ? refused(400, "response_format 'verbose_json' is not compatible")
        : { body: { text: '말' } },
    );
    expect((await hearAt(endpointAt(server.baseUrl, 'whisper-1'))).text).toBe('말');
  });

  it.each<[string, Answer, number]>([
    ['too short', refused(400, '…', { code: 'audio_too_short', param: 'file' }), 50_000],
    ['broken, of a file that is its header', refused(400, 'Audio file might be corrupted'), 800],
    ['without speech', refused(422, 'No speech detected in the audio'), 50_000],
  ])('that finds a recording %s has heard nothing', async (_, answer, bytes) => {
    const server = await serverOf([answer]);
    const heard = await hearAt(endpointAt(server.baseUrl), recordingOf([Buffer.alloc(bytes)]));
    expect(heard.text).toBe('');
  });

  it('that cannot decode a whole recording blames the learner’s file', async () => {
    const server = await serverOf([refused(400, 'Audio file might be corrupted or unsupported')]);
    const recording = recordingOf([Buffer.alloc(50_000)]);
    const error = await providerErrorOf(hearAt(endpointAt(server.baseUrl), recording));
    expect(error.kind).toBe('unreadable');
  });

  it('is not to blame if the recording is gone', async () => {
    const server = await serverOf([{ body: { text: '말' } }]);
    const open = async () => {
      throw new RecordingGoneError('changed');
    };
    const recording = recordingOf([], { open, sizeBytes: 10 });
    await expect(hearAt(endpointAt(server.baseUrl), recording)).rejects.toThrow(RecordingGoneError);
  });
});
