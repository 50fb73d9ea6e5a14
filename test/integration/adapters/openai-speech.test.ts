import { buffer } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { openAiSpeech } from '../../../shared/adapters/openai-speech.ts';
import { recognizeRecording } from '../../../shared/recordings/recognize-recording.ts';
import { sourceOf } from '../../support/in-memory-recordings.ts';
import { recordingBytes } from '../openai-stand-in/assessment-request.ts';
import { endpointAt, providerErrorOf, recordingOf, startServer } from './provider-endpoint.ts';

const limits = { budgetMilliseconds: 20_000 };

let standIn: OpenAiStandIn;
beforeAll(async () => {
  standIn = await startOpenAiStandIn();
});
afterEach(() => standIn.forget());
afterAll(() => standIn.stop());

/** A fixture as the worker has it: streamed, recognised, and named by its real type. */
async function recognized(fileName: string) {
  const file = await recordingBytes(fileName);
  const recognition = await recognizeRecording(sourceOf(file, { chunkBytes: 10_000 }), {
    maximumSeconds: 600,
  });
  if (!('recording' in recognition)) throw new Error(`${fileName} is not audio`);
  return recognition.recording;
}

describe('a recording sent to the speech model', () => {
  it.each([
    ['hash-table-good.webm', 'recording.webm'],
    ['hash-table-partly.mp4', 'recording.mp4'],
    ['hash-table-partly.m4a', 'recording.m4a'],
    ['hash-table-misconception.wav', 'recording.wav'],
    ['kimchi-stew.mp3', 'recording.mp3'],
    ['hash-table-english.ogg', 'recording.ogg'],
    ['untagged.flac', 'recording.flac'],
  ])('is the whole %s, named %s, with its length said before', async (fixture, sentAs) => {
    const recording = await recognized(fixture);
    const heard = await openAiSpeech(endpointAt(standIn.baseUrl)).transcribe(recording, limits);
    expect(heard.text).not.toBe('');
    const request = standIn.requests[0];
    expect(request).toMatchObject({
      fileName: sentAs,
      fileBytes: recording.sizeBytes,
      model: 'whisper-1',
      status: 200,
    });
    expect(request?.contentLength).toBe(request?.bytes);
  });

  it('is answered with text, language and timings by Whisper', async () => {
    const recording = await recognized('hash-table-good.webm');
    const heard = await openAiSpeech(endpointAt(standIn.baseUrl)).transcribe(recording, limits);
    expect(heard).toMatchObject({ language: 'korean', model: 'whisper-1' });
    expect(heard.durationSeconds).toBeGreaterThan(0);
    expect(heard.segments?.[0]).toMatchObject({
      startSeconds: 0,
      noSpeechProbability: 0.02,
      averageLogProbability: -0.24,
    });
    expect(heard.segments?.map(({ text }) => text.trim()).join(' ')).toBe(heard.text);
  });

  it('is answered with the text alone by newer models, which know no verbose answer', async () => {
    const endpoint = endpointAt(standIn.baseUrl, 'gpt-4o-mini-transcribe');
    const recording = await recognized('hash-table-good.webm');
    const heard = await openAiSpeech(endpoint).transcribe(recording, limits);
    expect(heard.text).toContain('해시');
    expect(heard).toMatchObject({ segments: undefined, model: 'gpt-4o-mini-transcribe' });
    expect(heard.billedSeconds).toBeGreaterThan(0);
  });

  it.each([
    ['{"type": "duration", "seconds": 42}', 42],
    ['{"type": "tokens", "input_tokens": 14, "output_tokens": 45}', undefined],
    ['"free"', undefined],
    ['null', undefined],
    ['{"seconds": "many"}', undefined],
  ])('with usage %s is billed for %s seconds, and its text is kept', async (usage, seconds) => {
    const { baseUrl } = await startServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(`{"text": "말", "usage": ${usage}}`);
      });
    });
    const heard = await openAiSpeech(endpointAt(baseUrl, 'gpt-transcribe')).transcribe(
      recordingOf([Buffer.from('x')]),
      limits,
    );
    expect(heard).toMatchObject({ text: '말', billedSeconds: seconds, durationSeconds: undefined });
  });

  it('consists of the bytes it was given, under the key it was given', async () => {
    const sent: { body?: string; authorization?: string; encoding?: string } = {};
    const { baseUrl } = await startServer((request, response) => {
      void buffer(request).then((body) => {
        const { authorization, 'transfer-encoding': encoding } = request.headers;
        Object.assign(sent, { body: body.toString('latin1'), authorization, encoding });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"text": " 말 "}');
      });
    });
    const chunks = [Buffer.from([0, 255, 13, 10]), Buffer.from('--x\r\n'), Buffer.from([128])];
    const heard = await openAiSpeech(endpointAt(`${baseUrl}/`)).transcribe(
      recordingOf(chunks),
      limits,
    );
    expect(heard).toMatchObject({ text: '말', segments: undefined });
    expect(sent.authorization).toBe('Bearer sk-test');
    expect(sent.encoding).toBeUndefined();
    expect(sent.body).toContain(`\r\n\r\n${Buffer.concat(chunks).toString('latin1')}\r\n--`);
  });
});

describe('a recording that cannot be sent', () => {
  it('is released when the provider refuses it before its end', async () => {
    const { baseUrl } = await startServer((_, response) => {
      response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
      response.end('{"error": {"message": "too large"}}');
    });
    const recording = recordingOf(Array.from({ length: 400 }, () => Buffer.alloc(65_536)));
    await providerErrorOf(openAiSpeech(endpointAt(baseUrl)).transcribe(recording, limits));
    await recording.released;
  });

  it('is released when the provider does not read on within the budget', async () => {
    const { baseUrl } = await startServer((request) => void request.pause());
    const recording = recordingOf(Array.from({ length: 400 }, () => Buffer.alloc(65_536)));
    const error = await providerErrorOf(
      openAiSpeech(endpointAt(baseUrl)).transcribe(recording, { budgetMilliseconds: 150 }),
    );
    expect(error.kind).toBe('unavailable');
    await recording.released;
  });

  it.each([
    ['breaks off', 10, 'reset by S3'],
    ['is shorter than was said', 10, undefined],
    ['is longer than was said', 2, undefined],
  ])('is no fault of the request if its stream %s', async (_, sizeBytes, failure) => {
    const bytes = async function* () {
      yield Buffer.from('12345');
      if (failure) throw new Error(failure);
    };
    const recording = recordingOf([], { open: async () => bytes(), sizeBytes });
    const error = await providerErrorOf(
      openAiSpeech(endpointAt(standIn.baseUrl)).transcribe(recording, limits),
    );
    expect(error.kind).toBe('unavailable');
  });

  it('makes the endpoint unavailable if the answer is JSON of another shape', async () => {
    const { baseUrl } = await startServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"texts": []}');
      });
    });
    const call = openAiSpeech(endpointAt(baseUrl)).transcribe(
      recordingOf([Buffer.from('x')]),
      limits,
    );
    expect((await providerErrorOf(call)).kind).toBe('unavailable');
  });
});
