import { describe, expect, it } from 'vitest';
import { heardNothing } from '../../../shared/speech/silence.ts';
import type { HeardSpeech } from '../../../shared/speech/speech-to-text.ts';
import seen from '../../fixtures/provider-answers.json' with { type: 'json' };
import { heardOf, saidText } from '../../support/lecture-factory.ts';

/** As the successor models answer: a text, and no figures that could tell. */
const heard = (text: string): HeardSpeech => heardOf({ text, segments: undefined });
const isSilence = (text: string, durationSeconds: number | undefined = 20) =>
  heardNothing({ ...heard(text), durationSeconds: undefined }, { durationSeconds });

const inventions = [
  ...seen.speech['silence, invented (no_speech_prob 0.35, avg_logprob -0.35)'],
  '',
  '   \n ',
  '...',
  '♪',
  '♪♪♪',
  '시청해주셔서 감사합니다.',
  '시청해 주셔서 감사합니다!',
  '오늘도 시청해 주셔서 감사합니다',
  '끝까지 시청해주셔서 감사합니다',
  '영상 봐주셔서 감사합니다.',
  '지금까지 들어주셔서 고맙습니다.',
  'MBC 뉴스 이덕영입니다.',
  '지금까지 MBC 뉴스 박진주였습니다.',
  'SBS 뉴스 이상민 기자입니다.',
  'YTN 김대근입니다.',
  '이 시각 세계였습니다.',
  '날씨였습니다.',
  '구독과 좋아요 부탁드립니다. 다음 영상에서 만나요.',
  '구독, 좋아요, 알림 설정까지 부탁드려요!',
  '구독 좋아요 알림설정 부탁드립니다',
  '그럼 다음 시간에 뵙겠습니다.',
  '다음 영상에서 또 만나요',
  '다음주에 계속됩니다',
  '한글자막 by 한효정',
  '자막 제공 배달의민족',
  '자막 제작 김철수',
  '유료광고를 포함하고 있습니다',
  '[박수] [음악]',
  '(웃음)',
  '(음악이 흐른다)',
  '[음악 재생 중]',
  '*music*',
  '[MUSIC PLAYING]',
  '[ Silence ]',
  '(upbeat music)',
  '<|nospeech|>',
  '[Applause] Thank you.',
  'Thank you for watching!',
  'Thanks for watching, see you next time.',
  'Thank you so much for watching and I will see you in the next video.',
  "Don't forget to like and subscribe!",
  'Please like, comment and subscribe to my channel.',
  'See you in the next video. Bye bye.',
  'Subtitles by the Amara.org community. Thank you.',
  'Transcribed by otter ai',
  'www.mooji.org',
  'Copyright 2023 Some Studio. All rights reserved.',
  '最後までご視聴いただきありがとうございます',
  'チャンネル登録よろしくお願いします',
  'おやすみなさい。',
  '谢谢观看',
  '請不吝點贊訂閱轉發打賞支持明鏡與點點欄目',
  '字幕由Amara.org社区提供',
  'Sous-titres réalisés para la communauté d’Amara.org',
  'Subtítulos realizados por la comunidad de Amara.org',
  'Untertitel im Auftrag des ZDF für funk, 2017',
  'Vielen Dank fürs Zuschauen!',
  'Gracias por ver el video.',
  'Obrigado por assistir.',
  'Субтитры сделал DimaTorzok',
  'Продолжение следует...',
  'Altyazı M.K.',
  'اشتركوا في القناة',
  'Cảm ơn các bạn đã theo dõi và hẹn gặp lại.',
] as const;

describe('an invention', () => {
  it.each(inventions)('is all that is in %j', (text) => {
    expect(isSilence(text)).toBe(true);
  });

  it('is recognised in the composed and in the decomposed spelling', () => {
    expect(isSilence('시청해주셔서 감사합니다'.normalize('NFD'))).toBe(true);
  });
});

describe('a loop', () => {
  it.each([
    '감사합니다. '.repeat(8),
    '네 '.repeat(40),
    '아'.repeat(60),
    'ah ah ah ah ah ah ah ah ah ah ah ah',
    '그래서 이제 그래서 이제 그래서 이제 그래서 이제 그래서 이제 그래서 이제',
    `${'해시 테이블은 '.repeat(30)}해시`,
    `${'오늘 영상은 여기까지 하겠습니다 '.repeat(7)}`,
    `${'I am going to go to the store. '.repeat(9)}`,
    `${'네 '.repeat(20)} ${'뭐지 이게 '.repeat(12)}`,
    'ンンンンンンンンンンンンンンンンンン',
    '뉴스 '.repeat(30),
  ])('%j is no talk', (text) => {
    expect(isSilence(text, 60)).toBe(true);
  });
});

const stepByStep = Array.from(
  { length: 12 },
  (_, step) =>
    `그다음 ${step + 1}번째 칸의 값과 ${step + 2}번째 칸의 값을 비교해서 ${step + 1}번째 칸의 값이 더 크면 두 값을 바꾸고`,
).join(' ');

const honestTalks = [
  saidText,
  `${saidText} 시청해주셔서 감사합니다.`,
  `${saidText} 구독과 좋아요 부탁드립니다.`,
  '감사합니다라는 말의 어원을 설명하겠습니다',
  'MBC 뉴스가 어떻게 만들어지는지 설명하겠습니다. 기자가 취재하고 데스크가 고치고 앵커가 읽습니다. 감사합니다.',
  'MBC 뉴스는 기자의 취재와 편집을 거쳐 만들어집니다',
  '지금까지 MBC 뉴스의 제작 과정에 대한 설명이었습니다',
  '구독과 좋아요를 눌러달라는 말이 왜 효과가 있는지 설명하겠습니다',
  '유튜브 구독과 좋아요는 추천 알고리즘의 입력이 됩니다',
  '자막 제작은 말소리를 글로 옮기는 일입니다',
  '한글자막을 만드는 방법을 알아보겠습니다',
  '음악은 소리의 높낮이와 길이로 이루어집니다',
  '박수 소리는 짧은 충격음이라서 주파수가 넓게 퍼집니다',
  '[음악] 이라고 적힌 자막은 소리를 설명하는 것입니다',
  '다음 시간에 만나요라는 인사는 약속을 나타내는 표현입니다',
  '충돌은 서로 다른 키가 같은 칸에 가는 것입니다',
  '여러분 힙은 완전 이진 트리입니다 감사합니다',
  '네 그래서 스택은 나중에 넣은 것이 먼저 나옵니다',
  stepByStep,
  `${stepByStep} 이렇게 끝까지 반복하면 정렬이 끝납니다 감사합니다`,
  seen.speech['real talk, repetitive'].text,
  '일 더하기 일은 이 이 더하기 이는 사 사 더하기 사는 팔 팔 더하기 팔은 십육',
  '해시 해시 해시 테이블은 음 키를 키를 인덱스로 바꿉니다',
  '빨리빨리 문화는 빨리빨리라는 말을 자주 하는 것입니다',
  'Thank you all, today I explain hash tables.',
  'Subscribe is a method of the observer pattern: an observer subscribes to a subject.',
  'Music is organised sound. Thank you for watching.',
  'The end of a linked list is a null pointer.',
  'Subtitles are encoded as text with timestamps, and the player draws them.',
  'Copyright gives an author rights in a work for seventy years after death.',
] as const;

describe('a talk that somebody gave', () => {
  it.each(honestTalks)('%j is judged', (text) => {
    expect(isSilence(text)).toBe(false);
    expect(isSilence(text, undefined)).toBe(false);
    expect(isSilence(text, 300)).toBe(false);
  });

  it('is judged without its punctuation and its spaces', () => {
    for (const text of honestTalks) {
      expect(isSilence(text.replaceAll(/[^\p{L}\p{N}\s]/gu, '')), text).toBe(false);
    }
  });

  it('is judged whatever its compression: that is a reason to listen again', () => {
    const segment = { startSeconds: 0, endSeconds: 30, text: stepByStep, compressionRatio: 3.1 };
    expect(heardNothing(heardOf({ text: stepByStep, segments: [segment] }))).toBe(false);
  });

  // Divided in every way that there is, each of these takes minutes.
  it.each([
    `${'음'.repeat(40)} 세포는 생명의 단위입니다`,
    `${'u'.repeat(2)}${'mm'.repeat(40)} a cell is the unit of life`,
    `구독과 ${'알림 설정 '.repeat(28)}이 무엇인지`,
    `${'字幕由'.repeat(36)}是什么`,
    `${'請不吝点赞'.repeat(22)}123`,
    `${'♪'.repeat(30_000)} 음표는 소리의 길이를 나타냅니다`,
  ])('is judged soon, however often it repeats what no talk is made of (%#)', (text) => {
    expect(isSilence(`${text} ${saidText}`)).toBe(false);
    expect(isSilence(`${text}. ${saidText}`)).toBe(false);
  });

  it('is judged if it runs into a loop at its end', () => {
    expect(isSilence(`${saidText} ${'감사합니다 '.repeat(20)}`)).toBe(false);
  });
});

describe('a filler', () => {
  it.each(['음'.repeat(50), 'mmmmm hmmmm', 'm m m', 'uhhhh huh', 'えーーーー'])(
    '%j is none the less silence for being drawn out',
    (text) => {
      expect(isSilence(text, 30)).toBe(true);
    },
  );
});

describe('a courtesy alone', () => {
  it.each(['감사합니다.', 'you', 'Thank you.', '네.', '여러분 안녕하세요.', 'はい', '음 어 아'])(
    '%j is silence in a long recording',
    (text) => {
      expect(isSilence(text, 30)).toBe(true);
    },
  );

  it('may be all that was said in a short recording', () => {
    expect(isSilence('안녕하세요.', 2)).toBe(false);
    expect(isSilence('네.', 1.5)).toBe(false);
  });
});

describe('the recording', () => {
  it('that is too short for a word contains none', () => {
    expect(isSilence('해시 테이블은 빠릅니다', 0.3)).toBe(true);
  });

  it('overrules what the answer says about its length', () => {
    const answer = { ...heard('안녕하세요.'), durationSeconds: 2 };
    expect(heardNothing(answer, { durationSeconds: 60 })).toBe(true);
  });

  it('in which our own words come back is silent', () => {
    const terms = ['해시 테이블', '자료구조와 알고리즘', '버킷', '체이닝'];
    expect(heardNothing(heard('해시 테이블, 자료구조와 알고리즘, 버킷, 체이닝'), { terms })).toBe(
      true,
    );
    expect(heardNothing(heard('해시 테이블, 자료구조와 알고리즘, 버킷'), { terms })).toBe(true);
    expect(heardNothing(heard('해시 테이블, 음, 체이닝, 버킷'), { terms })).toBe(true);
    expect(heardNothing(heard('해시 테이블, им, 체이닝, 버킷, 자료구조와'), { terms })).toBe(true);
    expect(heardNothing(heard('해시 테이블 버킷 체이닝 순서로 말할게요 먼저'), { terms })).toBe(
      false,
    );
    const inventedFirst = heard('매우 고급, 버킷, 해시 테이블, 체이닝, 해시 테이블,');
    expect(heardNothing(inventedFirst, { terms })).toBe(true);
    expect(heardNothing(heard('버킷, 체이닝, 배열, 함수, 해시 테이블을 말할게요'), { terms })).toBe(
      false,
    );
    expect(heardNothing(heard('. . . . . . . .'), { terms })).toBe(true);
    expect(heardNothing(heard('해시 테이블은 버킷과 체이닝으로 만듭니다'), { terms })).toBe(false);
    expect(heardNothing(heard('해시 테이블'), { terms })).toBe(false);
  });
});

describe('Whisper’s own figures', () => {
  const segment = { startSeconds: 0, endSeconds: 3, text: '해시 테이블' };
  const silent = { ...segment, noSpeechProbability: 0.61, averageLogProbability: -1.01 };

  it('show silence if two of them agree in every segment', () => {
    expect(heardNothing(heardOf({ segments: [silent, silent] }))).toBe(true);
  });

  it('leave the rest to be decided by its words', () => {
    const thanks = { ...segment, text: '시청해주셔서 감사합니다' };
    expect(heardNothing(heardOf({ segments: [silent, thanks] }))).toBe(true);
    expect(heardNothing(heardOf({ segments: [silent, segment] }))).toBe(false);
  });

  it('show nothing alone, nor if there is no segment', () => {
    const unsure = { ...silent, averageLogProbability: -1 };
    const quiet = { ...silent, noSpeechProbability: 0.6 };
    expect(heardNothing(heardOf({ segments: [unsure] }))).toBe(false);
    expect(heardNothing(heardOf({ segments: [quiet] }))).toBe(false);
    expect(heardNothing(heardOf({ segments: [] }))).toBe(false);
  });
});

describe('a talk is not thrown away', () => {
  it('for a length in which it cannot have been said', () => {
    expect(isSilence(saidText, 0.1)).toBe(false);
    expect(isSilence('관성', 0.1)).toBe(true);
  });

  it('for doubts about one of several times that came without words', () => {
    const segments = [
      { startSeconds: 0, endSeconds: 5, text: '' },
      {
        startSeconds: 5,
        endSeconds: 6,
        text: '',
        noSpeechProbability: 0.9,
        averageLogProbability: -1.4,
      },
    ];
    expect(heardNothing({ ...heard(saidText), segments })).toBe(false);
  });
});
