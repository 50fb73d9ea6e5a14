import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../../shared/assessment/quote-finder.ts';
import judgedTalks from '../../fixtures/assessment/judged-talks.json' with { type: 'json' };

const found = (talk: string, quote: string) => {
  const span = quoteFinder(talk).find(quote);
  return span && talk.slice(span.start, span.end);
};

const hashing = '해시 함수로 키를 배열 인덱스로 바꿔 저장해요';

describe('every passage of the judged talks', () => {
  const passages = judgedTalks.talks.flatMap(({ name, talk, labels }) =>
    Array.isArray(labels)
      ? labels.flatMap(([label, quote]) =>
          label === 'missing' || !quote ? [] : [{ name, talk, quote }],
        )
      : [],
  );

  it.each(passages)('$name: “$quote” was said', ({ talk, quote }) => {
    expect(quoteFinder(talk).find(quote)).toBeDefined();
  });
});

describe('a passage is found in the stored transcript', () => {
  it.each([
    ['punctuation', '충돌이 나면, 체이닝을 쓴다', '그래서… 충돌이 나면 체이닝을 쓴다고요.'],
    ['no spaces at all', hashing, '자그러면해시함수로키를배열인덱스로바꿔저장해요그리고'],
    ['spaces between all letters', hashing, Array.from(hashing.replaceAll(' ', '')).join(' ')],
    ['separate jamo', hashing, `자 ${hashing}`.normalize('NFD')],
    ['zero-width characters', hashing, Array.from(hashing).join('\u200b')],
    ['fullwidth letters', 'TCP는 SYN을 보냅니다', 'ＴＣＰ는 ＳＹＮ을 보냅니다'],
    ['fillers of the talk', hashing, '해시 음 함수로 그 키를 어 배열 um 인덱스로 바꿔 저장해요'],
    ['fillers of the model', '음 해시 함수로 그 키를 배열 인덱스로 바꿔 저장해요', hashing],
    ['a word said twice', hashing, '해시 함수로 키를 키를 배열 인덱스로 바꿔 저장해요'],
    ['a decimal in words', '적재율이 0.75를 넘으면', '적재율이 영점 칠오를 넘으면'],
    ['native numerals', '배열을 2배로 키워요', '배열을두배로키워요'],
    ['thousands', '달러당 1,400원처럼 커져요', '달러당 천사백원처럼 커져요'],
    ['thousands the other way', '달러당 천사백원처럼 커져요', '달러당 1,400원처럼 커져요'],
    ['units', '모두 1만 4천 명이 왔어요', '모두 만사천 명이 왔어요'],
    ['a year', '1945년에 광복을 맞았어요', '천구백사십오년에 광복을 맞았어요'],
    ['percent', '50% 정도가 남아요', '오십 퍼센트 정도가 남아요'],
    ['percent in short', '오십 프로 정도가 남아요', '50% 정도가 남아요'],
    ['English numerals', 'the factor is 0.75 here', 'the factor is zero point seven five here'],
    ['a formula spelled out', '평균 O(1)이에요', '평균 오 일이에요'],
    ['a formula in English', 'lookup takes O(1) on average', 'lookup takes O of one on average'],
    ['a short formula', 'F=ma', '힘은 에프는 엠에이 예요'],
    ['loanwords in Hangul', 'key를 array index로 바꿔요', '키를 어레이 인덱스로 바꿔요'],
    ['loanwords in Latin', '키를 어레이 인덱스로 바꿔요', 'key를 array index로 바꿔요'],
    ['an acronym', 'CPU가 명령을 읽어요', '씨피유가 명령을 읽어요'],
    ['another spelling', hashing, '해쉬 함수로 키를 배열 인댁스로 바꿔 저장해요'],
    ['another ending', hashing, '해시 함수로 키를 배열 인덱스로 바꿔 저장합니다'],
    [
      'a contraction',
      '서로 다른 키가 한 칸에 가는 것이 충돌',
      '서로 다른 키가 한 칸에 가는 게 충돌',
    ],
    ['a particle more', hashing, '해시 함수로 키를 배열의 인덱스로 바꿔 저장을 해요'],
    ['syllables cut elsewhere', '체이닝을 써서 충돌을 처리해요', '체인잉을 써서 충돌을 처리해요'],
    ['a fraction', '범위의 1/2만 남아요', '범위의 이분의 일만 남아요'],
    ['signs of arithmetic', '힘은 질량 × 가속도', '힘은 질량 곱하기 가속도'],
    ['a term misheard', 'chaining puts both in one bucket', 'changing puts both in one bucket'],
    ['a heading by the model', `해시의 원리: ${hashing}`, hashing],
    ['dots for what is left out', '해시 함수로 … 바꿔 저장해요', hashing],
  ])('despite %s', (_, quote, talk) => {
    expect(found(talk, quote)).toBeDefined();
  });

  it('with its exact place', () => {
    expect(found(`자, ${hashing.normalize('NFD')}! 그래서`, hashing)).toBe(
      hashing.normalize('NFD'),
    );
    expect(found('힘은 F = m a, 예요', 'F=ma')).toBe('F = m a');
  });

  it('from the first to the last part if the model left something out', () => {
    expect(found(`${hashing}.`, '해시 함수로 ... 저장')).toBe(
      '해시 함수로 키를 배열 인덱스로 바꿔 저장',
    );
    expect(
      found(`해시 함수로 ${'다른 말을 해요 '.repeat(40)}저장해요`, '해시 함수로 ... 저장해요'),
    ).toBe(undefined);
    expect(found(hashing, '저장해요 … 해시 함수로')).toBe(undefined);
  });
});

describe('a quote with dots in it', () => {
  it('is found in whatever order its parts were said', () => {
    expect(
      found(
        '저장해요 하고 먼저 말했죠. 해시 함수로 키를 바꿔 저장해요',
        '해시 함수로 … 바꿔 저장해요',
      ),
    ).toBe('해시 함수로 키를 바꿔 저장해요');
    expect(found('저장해요. 해시 함수로 키를 저장해요', '해시 함수로 … 저장해요')).toBe(
      '해시 함수로 키를 저장해요',
    );
  });

  it('is found if a part of it is written differently', () => {
    expect(found('배열을 두 배로 바로 키워서 다시 넣어요', '배열을 2배로 … 다시 넣어요')).toBe(
      '배열을 두 배로 바로 키워서 다시 넣어요',
    );
  });

  it('counts only if each of its parts was said', () => {
    const talk = '해시 함수로 키를 바꿔 그 자리에 값을 저장해요';
    expect(found(talk, '해시 함수로 … 바꿔 … 값을 저장해요')).toBe(talk);
    expect(found(talk, '해시 함수로 … 바꿔 … 값을 지워요')).toBeUndefined();
    expect(found(talk, '해시 함수로 … 버려 … 값을 저장해요')).toBeUndefined();
  });

  it('is where its parts stand nearest together, at the first such place', () => {
    const near = '해시 함수로 바로 저장해요';
    const far = '해시 함수로 키를 오래 걸려서 저장해요';
    const spanIn = (talk: string) => quoteFinder(talk).find('해시 함수로 … 저장해요');
    expect(spanIn(`${near}. ${far}`)).toEqual({ start: 0, end: near.length });
    expect(spanIn(`${far}. ${near}`)).toEqual({
      start: far.length + 2,
      end: far.length + 2 + near.length,
    });
    expect(spanIn(`${near}. ${near}`)).toEqual({ start: 0, end: near.length });
  });

  it('may leave out no more than 200 characters', () => {
    const leavingOut = (count: number) =>
      found(`해시 함수로 ${'말'.repeat(count - 2)} 저장해요`, '해시 함수로 … 저장해요');
    expect(leavingOut(200)).toBeDefined();
    expect(leavingOut(201)).toBeUndefined();
  });
});

describe('a quote with some noise', () => {
  // One letter of seven is different, or one of eight.
  it('is found if it has eight letters or more', () => {
    expect(found('그래서 충돌이 많아져요', '충둘이 많아져요')).toBeUndefined();
    expect(found('그래서 충돌이 더 많아져요', '충둘이 더 많아져요')).toBe('충돌이 더 많아져요');
  });

  it('may begin and end within a word if it has eight letters or more', () => {
    expect(found('재해시함수값을 구해', '시함수값을 구해')).toBeUndefined();
    expect(found('재해시함수값을 구해', '해시함수값을 구해')).toBe('해시함수값을 구해');
  });

  it('is not found beyond 400 letters', () => {
    const letters = '가나다라마바사아자차'.repeat(41);
    expect(found(letters, letters.slice(0, 400))).toBe(letters.slice(0, 400));
    expect(found(letters, letters.slice(0, 401))).toBeUndefined();
  });
});

describe('a passage is refused', () => {
  it.each([
    ['a negation was added', '해시 함수로 키를 배열 인덱스로 안 바꿔 저장해요', hashing],
    ['a negation was dropped', hashing, '해시 함수로 키를 배열 인덱스로 바꿔 저장하지 않아요'],
    [
      'its negation was cut off',
      '배열 인덱스로 바꿔 저장하지',
      '배열 인덱스로 바꿔 저장하지 않아요',
    ],
    ['not was dropped', 'it does keep the order', 'it does not keep the order'],
    ["n't was dropped", 'it does keep the order of keys', "it doesn't keep the order of keys"],
    ['a prefix was dropped', '가능하다고 볼 수 있어요', '불가능하다고 볼 수 있어요'],
    [
      'it has another digit',
      '배열을 3배로 키우고 다시 해싱해요',
      '배열을 두 배로 키우고 다시 해싱해요',
    ],
    [
      'it has another numeral',
      '배열을 세 배로 키우고 다시 해싱해요',
      '배열을 두 배로 키우고 다시 해싱해요',
    ],
    [
      'it has another decimal',
      '적재율이 0.57을 넘으면 커져요',
      '적재율이 영점 칠오를 넘으면 커져요',
    ],
    ['it has other bounds', '탐색은 평균 O(n)이에요', '탐색은 평균 O(1)이에요'],
    ['it has a part of the bounds', '평균 O(n)', '탐색은 평균 O(n log n)이에요'],
    ['it has a power less', '평균 O(n)', '탐색은 평균 O(n^2)이에요'],
    ['it has another term', '해시 함수로 값을 배열 인덱스로 바꿔 저장해요', hashing],
    [
      'it has another compound',
      '세포벽이 물질을 안팎으로 옮깁니다',
      '세포막이 물질을 안팎으로 옮깁니다',
    ],
    ['it has the opposite', '수요가 줄면 가격이 올라가요', '수요가 늘면 가격이 올라가요'],
    ['its extreme is another', '최선의 경우에는 다 봐야 해요', '최악의 경우에는 다 봐야 해요'],
    ['it is about something else', '삼투는 물이 막을 지나는 일이에요', hashing],
    ['it is too short', '키', hashing],
    ['it is short and amid a word', '시함', hashing],
    ['it is nothing', ' . ', hashing],
  ])('if %s', (_, quote, talk) => {
    expect(found(talk, quote)).toBe(undefined);
  });
});
