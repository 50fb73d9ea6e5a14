import { describe, expect, it } from 'vitest';
import {
  hangulSkeleton,
  loanword,
  soundsLike,
  spelledInHangul,
} from '../../../shared/assessment/quotes/loanwords.ts';

/** Whether all of the Hangul is one way to say the word. */
const isHeardAs = (word: string, hangul: string) =>
  soundsLike(loanword(word), hangulSkeleton(hangul)).some(
    ({ start, end }) => start === 0 && end === hangul.length,
  );

describe('a loanword', () => {
  // They are written by the rules of the National Institute of Korean Language, or as is common.
  it.each(
    'success 석세스|accept 억셉트|session 세션|function 펑션|action 액션|match 매치|edge 에지|hash 해시|structure 스트럭처|schema 스키마|schedule 스케줄|cache 캐시|chrome 크롬|channel 채널|graph 그래프|thread 스레드|method 메서드|python 파이썬|high 하이|stack 스택|queue 큐|block 블록|knock 노크|gnome 놈|write 라이트|pseudo 수도|xylophone 자일로폰|xenon 제논|index 인덱스|max 맥스|ring 링|hashing 해싱|finger 핑거|bank 뱅크|link 링크|cell 셀|page 페이지|get 겟|gesture 제스처|climb 클라임|server 서버|design 디자인|sign 사인|card 카드|talk 토크|john 존|tube 튜브|dual 듀얼|zoom 줌|java 자바|list 리스트|array 어레이|table 테이블|value 밸류|color 컬러|data 데이터|file 파일|kernel 커널|map 맵|node 노드|object 오브젝트|unit 유닛|vector 벡터|web 웹|yes 예스|zero 제로|that 댓|way 웨이|key 키|lock 록|lock 락|heap 힙|tree 트리|root 루트|sort 소트|merge 머지|binary 바이너리|quick 퀵|memory 메모리|process 프로세스|network 네트워크|packet 패킷|router 라우터|protein 프로테인|vitamin 비타민|energy 에너지|hormone 호르몬|inflation 인플레이션|marketing 마케팅|cash 캐시|stock 스톡'
      .split('|')
      .map((pair) => pair.split(' ')),
  )('%s may be heard as %s', (word = '', hangul = '') => {
    expect(isHeardAs(word, hangul)).toBe(true);
  });

  it.each(
    'hash 캐시|stack 스냅|queue 슈|cell 펠|list 미스트|table 케이블|node 로드|map 냅|value 팔류|web 뱁|key 피|data 바타|ring 싱|zoom 붐|way 바이|block 클록|index 언덱|server 서|page 페이|john 혼'
      .split('|')
      .map((pair) => pair.split(' ')),
  )('%s is not heard as %s', (word = '', hangul = '') => {
    expect(isHeardAs(word, hangul)).toBe(false);
  });

  it('is found among other words, with as many vowels as may belong to it', () => {
    const heard = (word: string, said: string) =>
      soundsLike(loanword(word), hangulSkeleton(said)).map(({ start, end }) =>
        said.slice(start, end),
      );
    expect(heard('key', '이키를키이로')).toEqual(['키', '키', '키이']);
    expect(heard('array', '그어레이는')).toEqual(expect.arrayContaining(['어레', '어레이']));
    expect(heard('array', '그어레이는')).not.toContain('레이');
    expect(heard('value', '밸류를')).toEqual(expect.arrayContaining(['밸', '밸류']));
    expect(heard('cell', '셀라')).not.toContain('셀라');
    expect(heard('way', '그웨이가')).toEqual(expect.arrayContaining(['웨', '웨이']));
    expect(heard('index', '인a덱스')).toEqual([]);
    expect(heard('key', '킥')).toEqual([]);
    expect(heard('area', '아레이아우')).toEqual(
      expect.arrayContaining(['아레', '아레이', '아레이아']),
    );
    expect(heard('area', '아이우레')).toEqual(expect.arrayContaining(['우레', '이우레']));
    expect(heard('area', '아이우레')).not.toContain('아이우레');
  });

  it('is not looked for if it is longer than any, or has too many sounds that may be left out', () => {
    expect(loanword('a'.repeat(25)).opensWith).toBe('');
    expect(loanword('a'.repeat(24)).opensWith).toBe('ㅇ');
    expect(loanword('k'.padEnd(24, 'a')).skeleton).toBeDefined();
    expect(loanword('arkarkarkarkark').skeleton).toBeDefined();
    expect(loanword('arkarkarkarkarkark').skeleton).toBeUndefined();
  });
});

describe('a word that is spelled out', () => {
  it.each([
    ['cpu', '씨피유'],
    ['abcdef', '에이비씨디이에프'],
    ['ghijkl', '지에이치아이제이케이엘'],
    ['mnopqr', '엠엔오피큐알'],
    ['stuvwx', '에스티유브이더블유엑스'],
    ['yz', '와이제트'],
  ])('%s is %s', (word, hangul) => {
    expect(spelledInHangul(word)).toBe(hangul);
  });

  it('has at most six letters', () => {
    expect(spelledInHangul('abcdefg')).toBeUndefined();
  });
});

describe('the consonants of Hangul', () => {
  it('include those that begin a syllable', () => {
    expect(hangulSkeleton('가까나다따라마바빠사싸아자짜차카타파하').classes).toBe(
      'KKNTTRMPPSSSSSKTPH',
    );
  });

  it('include those that end one, as they are pronounced', () => {
    const closed = '악앆앇안앉않앋알앍앎앏앐앑앒앓암압앖앗았앙앚앛앜앝앞앟';
    expect(hangulSkeleton(closed).classes).toBe('KKKNNNTRKMPRRPRMPPTTNTTKTPT');
  });

  it('are told with their syllables, with other letters between them', () => {
    expect(hangulSkeleton('각a 힣')).toEqual({
      letters: '각a 힣',
      classes: 'KK||HT',
      syllables: [0, 0, 1, 2, 3, 3],
      areFinal: [false, true, false, false, false, true],
    });
  });
});
