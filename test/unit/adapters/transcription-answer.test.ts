import { describe, expect, it } from 'vitest';
import { readTranscription } from '../../../shared/adapters/transcription-answer.ts';
import seen from '../../fixtures/provider-answers.json' with { type: 'json' };

const read = (answer: unknown, recordingSeconds?: number) =>
  readTranscription(JSON.stringify(answer), recordingSeconds);

describe('an answer in the words of other servers', () => {
  it.each([
    'vllm nulls',
    'language null',
    'segment end null',
    'segment without text',
    'duration not a number',
  ] as const)('%s: its text is kept', (name) => {
    expect(read(seen.speech[name])?.text).toBe('…');
  });
});

describe('a text that is null', () => {
  // https://github.com/dograh-hq/pipecat/pull/64: mlx-audio on silence.
  it.each([
    { text: null },
    { text: null, segments: [] },
    { text: null, segments: [{ start: 0, end: 1, text: null }] },
    { result: { text: null } },
  ])('says that nothing was heard: %j', (answer) => {
    expect(read(answer)?.text).toBe('');
  });

  it('is filled from the segments, or from what is wrapped beside it', () => {
    expect(read({ text: null, segments: [{ start: 0, text: '말' }] })?.text).toBe('말');
    expect(read({ text: null, result: { text: '말' } })?.text).toBe('말');
  });

  it('keeps what the call was billed for', () => {
    expect(read({ text: null, usage: { seconds: 3 } })?.billedSeconds).toBe(3);
  });

  it.each([{}, { text: 5 }, { text: {} }, { status: 'queued' }, null])(
    'differs from no text at all: %j',
    (answer) => {
      expect(read(answer)).toBeUndefined();
    },
  );
});

describe('a field that nobody needs', () => {
  const fields = [
    'language',
    'languages',
    'duration',
    'usage',
    'segments',
    'words',
    'task',
    'logprobs',
    'x_groq',
  ];
  const oddities = [null, '', 'N/A', 'nan', -1, {}, [], [null], [{}], { seconds: null }, true];
  it.each(fields)('%s may hold anything', (field) => {
    for (const oddity of oddities) {
      expect(read({ text: '말', [field]: oddity }), JSON.stringify(oddity)).toMatchObject({
        text: '말',
        durationSeconds: undefined,
        billedSeconds: undefined,
        segments: undefined,
      });
    }
  });

  it.each(['id', 'seek', 'text', 'tokens', 'avg_logprob', 'compression_ratio', 'no_speech_prob'])(
    '%s of a segment may hold anything',
    (field) => {
      for (const oddity of [null, '', {}, [], undefined]) {
        const heard = read({ text: '말', segments: [{ start: 0, end: 2, [field]: oddity }] });
        expect(heard?.segments).toMatchObject([{ startSeconds: 0, endSeconds: 2, text: '' }]);
      }
    },
  );
});

describe('the figures of a transcription', () => {
  it.each([
    [12.5, 12.5],
    ['12.5', 12.5],
    ['N/A', undefined],
    [0, undefined],
    [12_500_000_000, 12.5],
  ])('read the duration %j as %j seconds', (duration, seconds) => {
    expect(read({ text: '말', duration })?.durationSeconds).toBe(seconds);
  });

  it.each([
    ['seconds', 1],
    ['milliseconds', 1_000],
    ['microseconds', 1_000_000],
    ['nanoseconds', 1_000_000_000],
  ])('read times in %s by the recording’s length', (_, units) => {
    const segments = [
      { start: 0, end: 4 * units, text: '하나' },
      { start: 5 * units, end: 9 * units, text: '둘' },
    ];
    expect(read({ text: '하나 둘', segments }, 10)?.segments).toMatchObject([
      { startSeconds: 0, endSeconds: 4 },
      { startSeconds: 5, endSeconds: 9 },
    ]);
  });

  it('read times in nanoseconds without a known length', () => {
    const segments = [{ start: 1_000_000_000, end: 9_000_000_000, text: '말' }];
    expect(read({ text: '말', segments })?.segments).toMatchObject([
      { startSeconds: 1, endSeconds: 9 },
    ]);
  });

  it('take the next beginning, or the recording’s end, for an end that is missing', () => {
    const segments = [
      { start: 0, end: null },
      { start: '3.5', end: undefined },
    ];
    expect(read({ text: '말', segments, duration: '8' })?.segments).toMatchObject([
      { startSeconds: 0, endSeconds: 3.5 },
      { startSeconds: 3.5, endSeconds: 8 },
    ]);
  });

  it('allow more segments than a call can have arguments', () => {
    const segments = Array.from({ length: 150_000 }, (_, start) => ({ start }));
    expect(read({ text: '말', segments })?.text).toBe('말');
  });

  it('have no pauses without the times of segments, but still have the text', () => {
    const heard = read({ segments: [{ text: '하나' }, { text: '둘' }] });
    expect(heard).toMatchObject({ text: '하나 둘', segments: undefined });
  });
});

describe('the language of a transcription', () => {
  it.each([
    [{ language: 'korean' }, 'korean'],
    [{ languages: [{ code: 'ko' }] }, 'ko'],
    [{ languages: ['ko', 'en'] }, 'ko'],
    [{ languages: [] }, undefined],
    [{ language: null, languages: [{ code: 'hu' }] }, 'hu'],
  ])('of %j is %j', (parts, language) => {
    expect(read({ text: '말', ...parts })?.language).toBe(language);
  });
});

describe('the body of a transcription', () => {
  it.each([
    ['plain text', ' 해시 테이블은 빠릅니다. \n', '해시 테이블은 빠릅니다.'],
    ['a JSON string', '"해시"', '해시'],
    ['an answer in a list', '[{"text": "해시"}]', '해시'],
    ['silence', '{"text": ""}', ''],
    ['a text that begins with a sound', '[음악] 해시 테이블은', '[음악] 해시 테이블은'],
    ['a text that begins with a quote', '"해시"란 함수다', '"해시"란 함수다'],
    ['under a name of the gateway’s', '{"result": {"text": "해시"}, "success": true}', '해시'],
    ['in a list under such a name', '{"data": [{"text": "해시"}]}', '해시'],
  ])('may be %s', (_, body, text) => {
    expect(readTranscription(body)?.text).toBe(text);
  });

  it.each([
    '',
    '  ',
    '{"text": "cut',
    '[{"text": "cut',
    '"cut',
    '<?xml version="1.0"?>',
    '{"usage": {"seconds": 3}}',
    '<!DOCTYPE html><html></html>',
    '{"texts": []}',
    'null',
    '7',
  ])('%j is no transcription', (body) => {
    expect(readTranscription(body)).toBeUndefined();
  });
});
