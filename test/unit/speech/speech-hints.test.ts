import { describe, expect, it } from 'vitest';
import { speechFields } from '../../../shared/adapters/speech-ways.ts';
import { speechModel } from '../../../shared/contracts/models.ts';
import { speechHints } from '../../../shared/speech/speech-hints.ts';
import { topicOf } from '../../support/lecture-factory.ts';

const tcp = topicOf({
  path: { ...topicOf().path, topicName: 'TCP 3-way handshake', subjectName: '네트워크' },
  description: '데이터를 보내기 전에 세 번 주고받아 연결을 맺는 절차',
  keyPoints: [
    { statement: '클라이언트가 초기 순서 번호를 담은 SYN을 서버에 보낸다.', weight: 3 },
    { statement: '서버는 SYN+ACK로 응답하고, 클라이언트는 연결(세션)을 맺는다.', weight: 3 },
    { statement: '시간 복잡도는 O(n)이 아니다.', weight: 1 },
  ],
});

describe('a topic’s hints', () => {
  it('begin with its name and hold foreign, bracketed and recurring words', () => {
    const { terms } = speechHints(tcp);
    expect(terms[0]).toBe('TCP 3-way handshake');
    expect(terms).toEqual(expect.arrayContaining(['SYN', 'SYN+ACK', '세션', '클라이언트', '서버']));
  });

  it('contain nouns without their particles, and neither verbs nor formulas', () => {
    const { terms } = speechHints(tcp);
    for (const term of ['클라이언트가', '서버는', '보낸다', '맺는', 'O(n)', '담은']) {
      expect(terms).not.toContain(term);
    }
  });

  it('fit into the little that Whisper reads', () => {
    const statement = Array.from({ length: 40 }, (_, index) => `용어${index}번 Term${index}`).join(
      ' ',
    );
    const { terms } = speechHints(topicOf({ keyPoints: [{ statement, weight: 1 }] }));
    expect(terms.join(', ').length).toBeLessThanOrEqual(202);
  });

  it.each([
    ['해시 테이블', ['ko', 'en']],
    ['光合成のしくみ', ['ja', 'ko', 'en']],
  ])(
    'in %s name its own language first, and those that may be spoken anyway',
    (topicName, languages) => {
      const bare = { description: '', keyPoints: [], misconceptions: [] };
      const topic = topicOf({ path: { ...topicOf().path, topicName }, ...bare });
      expect(speechHints(topic).languages).toEqual(languages);
    },
  );
});

describe('hints are sent', () => {
  const hints = { terms: ['해시 테이블', 'a<b>\nc'], languages: ['ko', 'en'] };
  const sent = (model: string, given = hints) =>
    speechFields(model, { format: 'json', hints: speechModel(model).hints }, given).slice(2);

  it('to gpt-transcribe as keywords and languages, without what it refuses', () => {
    expect(sent('gpt-transcribe')).toEqual([
      ['keywords[]', '해시 테이블'],
      ['keywords[]', 'a b c'],
      ['languages[]', 'ko'],
      ['languages[]', 'en'],
    ]);
  });

  it('to Whisper as a prompt, with a language only if it is the only one', () => {
    expect(sent('whisper-1')).toEqual([['prompt', '해시 테이블, a b c']]);
    expect(sent('whisper-1', { ...hints, languages: ['ko'] })).toEqual([
      ['prompt', '해시 테이블, a b c'],
      ['language', 'ko'],
    ]);
  });

  it('nowhere without any', () => {
    for (const model of ['gpt-transcribe', 'whisper-1', 'some-model']) {
      expect(sent(model, { terms: [' ', '<>'], languages: [] })).toEqual([]);
    }
  });
});
