import { describe, expect, it } from 'vitest';
import { inExpectedLanguage } from '../../../shared/speech/in-expected-language.ts';
import { isInLanguages } from '../../../shared/speech/languages.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';
import type { SpeechLimits } from '../../../shared/speech/speech-to-text.ts';
import { heardOf, saidText } from '../../support/lecture-factory.ts';

const expected = ['ko', 'en'];
const gibberish = 'A hás táblák elnevezésű kimcsi pörkölt nagyon finom étel volt tegnap';

describe('a talk in Korean or English', () => {
  it.each([
    [saidText, 'korean'],
    [saidText, undefined],
    [saidText, 'japanese'],
    ['TCP는 SYN, SYN-ACK, ACK 세 단계로 connection을 맺습니다', 'ko'],
    ['Today I explain hash tables, and how they find a value by the key.', 'english'],
    ['Today I explain hash tables, and how they find a value by the key.', 'welsh'],
    ['Today I explain hash tables, and how they find a value by the key.', undefined],
    ['hash table bucket chaining', undefined],
    ['네', 'thai'],
    ['', undefined],
  ])('is recognised by its words: %j, said to be %s', (text, language) => {
    expect(isInLanguages({ text, language }, expected)).toBe(true);
  });

  it.each([
    [gibberish, 'hungarian'],
    [gibberish, undefined],
    ['Hodie de tabulis hashi loquor quae celeriter valores inveniunt', 'la'],
    ['สวัสดีครับวันนี้จะมาอธิบายเรื่องตารางแฮช', 'th'],
    ['สวัสดีครับวันนี้จะมาอธิบายเรื่องตารางแฮช', 'ko'],
    ['今日はハッシュテーブルについて説明します', 'ja'],
    ['今天我来讲解一下哈希表的原理和冲突处理', undefined],
    ['Сегодня я расскажу про хеш-таблицы', 'russian'],
  ])('is not %j, said to be %s', (text, language) => {
    expect(isInLanguages({ text, language }, expected)).toBe(false);
  });
});

/** A speech model that answers each call with the next of these. */
function hearing(...answers: (ReturnType<typeof heardOf> | Error)[]) {
  const asked: SpeechLimits[] = [];
  const speech = inExpectedLanguage(
    {
      transcribe: async (_, limits) => {
        const answer = answers[asked.push(limits) - 1];
        if (answer instanceof Error || !answer) throw answer ?? new Error('asked too often');
        return answer;
      },
    },
    () => 0,
  );
  const hints = { terms: ['해시 테이블'], languages: expected };
  const recording = {
    fileName: 'recording.webm',
    contentType: 'audio/webm',
    sizeBytes: 0,
    open: async () => (async function* () {})(),
  };
  const hear = () => speech.transcribe(recording, { budgetMilliseconds: 1_000, hints });
  return { asked, hear };
}

describe('a language that nobody speaks here', () => {
  const strange = heardOf({ text: gibberish, language: 'hungarian' });

  it('leads to a second transcription with the topic’s own language set', async () => {
    const { asked, hear } = hearing(strange, heardOf());
    expect((await hear()).text).toBe(saidText);
    expect(asked[1]?.hints).toEqual({ terms: ['해시 테이블'], languages: ['ko'] });
  });

  it('keeps the first transcription if the second is no better', async () => {
    for (const again of [
      strange,
      heardOf({ text: '' }),
      new ProviderError('speech', 'quota', ''),
    ]) {
      const { asked, hear } = hearing(strange, again);
      expect(await hear()).toBe(strange);
      expect(asked).toHaveLength(2);
    }
  });

  it('is not paid for twice if the first was understood', async () => {
    const { asked, hear } = hearing(heardOf());
    await hear();
    expect(asked).toHaveLength(1);
  });
});
