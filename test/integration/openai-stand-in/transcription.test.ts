import { setTimeout as delay } from 'node:timers/promises';
import { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type OpenAiStandIn, startOpenAiStandIn } from '../../../infra/openai-stand-in/server.ts';
import { clientOf, errorOf, hear, recordingBytes } from './assessment-request.ts';

let standIn: OpenAiStandIn;
beforeAll(async () => {
  standIn = await startOpenAiStandIn();
});
afterAll(() => standIn.stop());

describe('what a recording says', () => {
  it.each([
    ['hash-table-good.webm', '체이닝과'],
    ['hash-table-partly.m4a', '잘 기억나지 않습니다'],
    ['hash-table-partly.mp4', '잘 기억나지 않습니다'],
    ['hash-table-misconception.wav', '충돌은 절대 일어나지 않습니다'],
    ['kimchi-stew.mp3', '김치찌개'],
    ['hash-table-english.ogg', 'open addressing'],
  ])('is read from the tag of %s', async (fileName, expected) => {
    const heard = await hear(standIn, fileName);
    expect(heard.text).toContain(expected);
    expect(heard.language).toBe(fileName.includes('english') ? 'english' : 'korean');
    expect(heard.duration).toBeGreaterThan(5);
  });

  it('is spread over the duration as segments in order', async () => {
    const { segments = [], duration, text } = await hear(standIn, 'hash-table-good.webm');
    expect(segments.length).toBeGreaterThan(3);
    expect(segments.map((segment) => segment.text.trim()).join(' ')).toBe(text);
    for (const [index, segment] of segments.entries()) {
      expect(segment.start).toBeLessThan(segment.end);
      expect(segment.start).toBeGreaterThanOrEqual(segments[index - 1]?.end ?? 0);
      expect(segment.no_speech_prob).toBeLessThan(0.1);
    }
    expect(segments.at(-1)?.end).toBeCloseTo(Number(duration), 1);
  });

  it('is an invention with the figures of silence for a silent recording', async () => {
    const { text, segments } = await hear(standIn, 'silence.webm');
    expect(text).toBe('시청해주셔서 감사합니다.');
    expect(segments).toMatchObject([{ no_speech_prob: 0.95, avg_logprob: -1.6 }]);
  });

  it('is a marked sample of the expected words for a recording without a tag', async () => {
    const { length } = await recordingBytes('untagged.flac');
    const hearWith = async (prompt: string) => {
      const file = await toFile(await recordingBytes('untagged.flac'), 'untagged.flac');
      const { transcriptions } = clientOf(standIn).audio;
      return (await transcriptions.create({ model: 'whisper-1', file, prompt })).text;
    };
    const korean = await hearWith('해시 테이블, hash, 버킷');
    expect(korean).toMatch(/^\[예시\] API 키가 없어서 이 녹음\(audio\/flac, 1\.8초, /);
    expect(korean).toContain(`${length}바이트`);
    expect(korean).toContain('OPENAI_API_KEY를 넣고');
    expect(korean).toContain('해시 테이블, hash, 버킷');
    const english = await hearWith('hash table, bucket');
    expect(english).toMatch(
      /^\[Sample\] Without an API key .*Set OPENAI_API_KEY .*hash table, buck/,
    );
    expect((await hear(standIn, 'untagged.flac')).text).toMatch(/^\[예시\] .*알아들어요\.$/);
  });

  it('comes in every response format', async () => {
    const answers = await Promise.all(
      (['json', 'text', 'srt', 'vtt'] as const).map(async (response_format) => {
        const file = await toFile(await recordingBytes('kimchi-stew.mp3'), 'kimchi.mp3');
        return clientOf(standIn).audio.transcriptions.create({
          model: 'whisper-1',
          file,
          response_format,
        });
      }),
    );
    expect(answers[0]).toMatchObject({ text: expect.stringContaining('김치찌개') });
    expect(String(answers[1])).toMatch(/^오늘은 김치찌개/);
    expect(String(answers[2])).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\n오늘은/);
    expect(String(answers[3])).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  });
});

describe('a recording that is not what its name says', () => {
  it.each([
    ['hash-table-good.webm', 'talk.wav'],
    ['hash-table-partly.mp4', 'talk.webm'],
    ['hash-table-misconception.wav', 'talk.mp3'],
    ['kimchi-stew.mp3', 'talk.m4a'],
    ['hash-table-english.ogg', 'talk.flac'],
    ['untagged.flac', 'talk.ogg'],
    ['not-audio.webm', 'not-audio.webm'],
  ])('%s sent as %s is refused as unsupported', async (fileName, sentAs) => {
    await expect(hear(standIn, fileName, sentAs)).rejects.toMatchObject({
      status: 400,
      param: 'file',
      message: expect.stringContaining('Audio file might be corrupted or unsupported'),
    });
  });

  it.each(['talk', 'talk.txt', 'talk.oga', 'webm'])(
    '%s is refused because of its name',
    async (sentAs) => {
      await expect(hear(standIn, 'hash-table-good.webm', sentAs)).rejects.toMatchObject({
        status: 400,
        message: expect.stringContaining("Invalid file format. Supported formats: ['flac'"),
      });
    },
  );

  it('cut off in its header is refused', async () => {
    const whole = await recordingBytes('hash-table-partly.m4a');
    const file = await toFile(whole.subarray(0, 16), 'talk.m4a');
    await expect(
      clientOf(standIn).audio.transcriptions.create({ model: 'whisper-1', file }),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe('a transcription form', () => {
  const url = () => `${standIn.baseUrl}/audio/transcriptions`;
  const headers = { authorization: 'Bearer sk-local' };
  const goodForm = async (): Promise<FormData> => {
    const form = new FormData();
    form.set('file', new File([await recordingBytes('kimchi-stew.mp3')], 'talk.mp3'));
    form.set('model', 'whisper-1');
    return form;
  };
  const post = (body: FormData) => fetch(url(), { method: 'POST', headers, body });

  it('may come chunked, in pieces of any size', async () => {
    const request = new Request(url(), { method: 'POST', headers, body: await goodForm() });
    const bytes = Buffer.from(await request.arrayBuffer());
    async function* inPieces() {
      for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 997 || 1) {
        // Gives the server a turn between pieces, so that delimiters do arrive split.
        await delay(0);
        yield bytes.subarray(at, at + size);
      }
    }
    standIn.forget();
    const response = await fetch(url(), {
      method: 'POST',
      headers: { ...headers, 'content-type': request.headers.get('content-type') ?? '' },
      body: inPieces(),
      duplex: 'half',
    });
    expect(await response.json()).toMatchObject({ text: expect.stringContaining('김치찌개') });
    const [record] = standIn.requests;
    expect(record).toMatchObject({
      endpoint: 'speech',
      model: 'whisper-1',
      fileName: 'talk.mp3',
      bytes: bytes.length,
      contentLength: undefined,
      status: 200,
    });
    expect(record?.firstBodyByteAtMilliseconds).toBeGreaterThanOrEqual(
      record?.startedAtMilliseconds ?? Number.POSITIVE_INFINITY,
    );
  });

  it.each([
    ['response_format', 'xml', 'response_format'],
    ['language', 'Korean', 'language'],
    ['temperature', '2', 'temperature'],
    ['timestamp_granularities[]', 'word', 'timestamp_granularities'],
  ])('with %s %s is refused and the parameter is named', async (field, value, param) => {
    const form = await goodForm();
    form.set(field, value);
    const response = await post(form);
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ type: 'invalid_request_error', param });
  });

  it('asking a gpt-4o model for timings is refused', async () => {
    const form = await goodForm();
    form.set('model', 'gpt-4o-mini-transcribe');
    form.set('response_format', 'verbose_json');
    expect(await errorOf(await post(form))).toMatchObject({ code: 'unsupported_value' });
  });

  it.each(['file', 'model'])('without %s is refused', async (field) => {
    const form = await goodForm();
    form.delete(field);
    expect((await post(form)).status).toBe(400);
  });

  it('with an empty file is refused', async () => {
    const form = await goodForm();
    form.set('file', new File([], 'talk.mp3'));
    expect(await errorOf(await post(form))).toMatchObject({ code: 'audio_too_short' });
  });

  it('with a file of 25 MiB and one byte is refused as too large, and one byte less is not', async () => {
    const limit = 25 * 1024 * 1024;
    const recording = await recordingBytes('kimchi-stew.mp3');
    const answer = async (size: number) => {
      const form = await goodForm();
      form.set('file', new File([recording, Buffer.alloc(size - recording.length)], 'talk.mp3'));
      return post(form);
    };
    const tooLarge = await answer(limit + 1);
    expect(tooLarge.status).toBe(413);
    expect((await errorOf(tooLarge)).message).toContain('(26214400) exceeded (26214401 bytes');
    expect((await answer(limit)).status).toBe(200);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x'],
    ['no form at all', 'application/json', '{}'],
    ['an end that never comes', 'multipart/form-data; boundary=b', '--b\r\ncontent-disp'],
    ['a part without a name', 'multipart/form-data; boundary=b', '--b\r\nx: y\r\n\r\nz\r\n--b--'],
  ])('with %s is refused', async (_, contentType, body) => {
    const response = await fetch(url(), {
      method: 'POST',
      headers: { ...headers, 'content-type': contentType },
      body,
    });
    expect(response.status).toBe(400);
    expect((await errorOf(response)).message).toContain('Could not parse multipart form');
  });

  it('that its sender abandons half-way harms no other', async () => {
    const abort = new AbortController();
    async function* firstHalf() {
      yield Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a.mp3"\r\n');
      await new Promise((_, reject) => {
        abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
      });
    }
    standIn.forget();
    const sent = fetch(url(), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'multipart/form-data; boundary=b' },
      body: firstHalf(),
      duplex: 'half',
      signal: abort.signal,
    });
    await vi.waitFor(() => expect(standIn.requests[0]?.bytes).toBeGreaterThan(0));
    abort.abort();
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    expect((await post(await goodForm())).status).toBe(200);
  });

  it('without a key is refused', async () => {
    const response = await fetch(url(), { method: 'POST', body: await goodForm() });
    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain("You didn't provide an API key");
  });
});
