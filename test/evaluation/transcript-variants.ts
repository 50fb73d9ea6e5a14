/** One talk as another recogniser, or the same on another day, would have written it. */
export interface TranscriptVariant {
  readonly name: string;
  readonly write: (transcript: string) => string;
}

const fillers = ['음', '어', '그', 'um', 'uh', 'like'];
const everyFewWords = 4;

/** Written here again, so that the rule under test is not its own judge. */
const numerals: readonly (readonly [string, string])[] = [
  ['23.5', '이십삼 점 오'],
  ['100', '백'],
  ['1', '일'],
  ['2', '이'],
  ['3', '삼'],
  ['4', '사'],
  ['5', '오'],
  ['6', '육'],
  ['0', '영'],
  ['두 ', '2'],
  ['세 ', '3'],
  ['네 ', '4'],
  ['한 번', '1번'],
  ['다섯 ', '5'],
  ['여섯 ', '6'],
  ['열 ', '10'],
  ['스무 ', '20'],
  ['삼십', '30'],
  ['십만', '10만'],
  ['오만', '5만'],
  ['퍼센트', '%'],
  ['프로', '%'],
  ['절반', '절반'],
];
const englishNumerals: readonly (readonly [string, string])[] = [
  ['two', '2'],
  ['three', '3'],
  ['four', '4'],
  ['five', '5'],
  ['ten', '10'],
  ['first', '1st'],
];
const loanwords: readonly (readonly [string, string])[] = [
  ['해시', 'hash'],
  ['테이블', 'table'],
  ['인덱스', 'index'],
  ['체이닝', 'chaining'],
  ['리스트', 'list'],
  ['데이터', 'data'],
  ['클라이언트', 'client'],
  ['서버', 'server'],
  ['핸드셰이크', 'handshake'],
  ['패킷', 'packet'],
  ['시스템', 'system'],
  ['그래프', 'graph'],
  ['콘서트', 'concert'],
  ['게임', 'game'],
  ['에너지', 'energy'],
  ['바이러스', 'virus'],
  ['백신', 'vaccine'],
  ['틸라코이드', 'thylakoid'],
  ['스트로마', 'stroma'],
  ['캘빈', 'Calvin'],
  ['배터리', 'battery'],
  ['플라스미드', 'plasmid'],
  ['키를', 'key를'],
  ['키가', 'key가'],
  ['버스', 'bus'],
  ['SYN', '에스와이엔'],
  ['ACK', '에이씨케이'],
  ['TCP', '티씨피'],
  ['ATP', '에이티피'],
  ['O(', '오('],
  ['log', '로그'],
  ['F=ma', '에프는 엠에이'],
];

const isMostlyHangul = (text: string) =>
  (text.match(/[가-힣]/g) ?? []).length > (text.match(/[A-Za-z]/g) ?? []).length;

/** Respelled if the number stands alone: 1법칙, 두 배, but no part of a longer number. */
function respelled(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce(
    (written, [from, to]) =>
      written.replace(
        new RegExp(
          `(?<![\\p{N}.,\\p{Script=Hangul}A-Za-z])${from.replaceAll('(', '\\(')}(?![\\p{N}]|\\.\\d)`,
          'gu',
        ),
        to,
      ),
    text,
  );
}

export const transcriptVariants: readonly TranscriptVariant[] = [
  {
    name: 'without punctuation',
    write: (text) => text.replace(/(?<!\d)[.,](?!\d)|(?<=\d)[.,](?!\d)|[!?…“”"'‘’:;]/gu, ''),
  },
  { name: 'without spaces', write: (text) => text.replace(/\s+/gu, '') },
  { name: 'in separate jamo', write: (text) => text.normalize('NFD') },
  {
    name: 'with fillers',
    write: (text) =>
      text
        .split(' ')
        .map((word, index) =>
          index % everyFewWords === 1
            ? `${fillers[Math.floor(index / everyFewWords) % fillers.length]} ${word}`
            : word,
        )
        .join(' '),
  },
  {
    name: 'with an innocent last sentence',
    write: (text) =>
      isMostlyHangul(text)
        ? `${text} 여기까지 핵심을 모두 다룬 것 같습니다`
        : `${text} I think I covered all key points`,
  },
  {
    name: 'with numerals respelled',
    write: (text) => respelled(text, isMostlyHangul(text) ? numerals : englishNumerals),
  },
  {
    name: 'with loanwords respelled',
    write: (text) => (isMostlyHangul(text) ? respelled(text, loanwords) : text),
  },
  { name: 'in upper case', write: (text) => text.toUpperCase() },
];
