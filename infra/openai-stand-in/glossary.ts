/**
 * A little computing vocabulary in both languages, so that a talk in English can be compared with
 * key points in Korean. A language model knows every word; the stand-in knows these.
 */
const english: Readonly<Record<string, string>> = {
  검색: 'search',
  계산: 'compute',
  공개키: 'public',
  구조: 'structure',
  그래프: 'graph',
  기본: 'basic',
  네트워크: 'network',
  노드: 'node',
  다른: 'different',
  데이터: 'data',
  리스트: 'list',
  메모리: 'memory',
  배열: 'array',
  버킷: 'bucket slot',
  범위: 'range',
  변수: 'variable',
  복잡도: 'complexity',
  비교: 'compare',
  삭제: 'deletion delete remove',
  삽입: 'insertion insert',
  서로: 'different',
  순서: 'order',
  스택: 'stack',
  시간: 'time',
  알고리즘: 'algorithm',
  연결: 'linked',
  원소: 'element',
  이진: 'binary',
  인덱스: 'index',
  자료: 'data',
  자리: 'slot place',
  재귀: 'recursion recursive',
  재해싱: 'rehash',
  적재율: 'load',
  저장: 'store save',
  정렬: 'sort order',
  조회: 'lookup',
  주소: 'address',
  개방: 'open',
  체이닝: 'chain',
  최선: 'best',
  최악: 'worst',
  충돌: 'collision collide',
  캐시: 'cache',
  크기: 'size',
  키우: 'resize grow bigger larger',
  탐색: 'search probe',
  테이블: 'table',
  트리: 'tree',
  평균: 'average',
  프로세스: 'process',
  함수: 'function',
  해시: 'hash',
  해싱: 'hash rehash',
  같은: 'same',
  항상: 'always',
  언제나: 'always',
  절대: 'never',
};

const terms = Object.entries(english).map(([korean, translations]) => ({
  korean,
  translations: translations.split(' '),
}));

/** English for a Korean stem (`배열` or `배열이`); empty where it is not known. */
export function translationsOf(word: string): readonly string[] {
  const known = terms.find(({ korean }) => word.startsWith(korean));
  return known === undefined ? [] : known.translations;
}
