import { spokenText } from '../../shared/assessment/quotes/spoken-text.ts';

export type Alteration =
  | 'negation added'
  | 'negation removed'
  | 'another number'
  | 'another bound'
  | 'another term'
  | 'another topic';

export interface AlteredPassage {
  readonly alteration: Alteration;
  readonly passage: string;
}

/** Each one is replaced by the next; the last becomes the first. */
const numbers = ['한 ', '두 ', '세 ', '네 ', '다섯 ', '여섯 ', '일곱 ', '여덟 ', '아홉 ', '열 '];
const sinoNumbers = ['이십', '삼십', '사십', '오십', '육십'];
const englishNumbers = ['one', 'two', 'three', 'four', 'five', 'six'];
const opposites: readonly (readonly [string, string])[] = [
  ['크면', '작으면'],
  ['커지', '작아지'],
  ['늘어', '줄어'],
  ['높아', '낮아'],
  ['올라', '내려'],
  ['많아', '적어'],
  ['빨라', '느려'],
  ['왼쪽', '오른쪽'],
  ['최악', '최선'],
  ['먼저', '나중에'],
  ['같은', '다른'],
  ['higher', 'lower'],
  ['more', 'less'],
  ['left', 'right'],
];

/** Ways in which a passage says something else than the talk did. */
export function alteredPassages(
  passage: string,
  others: { terms: readonly string[]; foreignTerms: readonly string[]; passage: string },
): AlteredPassage[] {
  const altered: AlteredPassage[] = [];
  const add = (alteration: Alteration, changed: string) => {
    if (spokenText(changed).letters !== spokenText(passage).letters) {
      altered.push({ alteration, passage: changed });
    }
  };
  const words = passage.split(' ');
  if (/[가-힣]$/u.test(passage) && words.length > 2) {
    add('negation added', [...words.slice(0, -1), '안', ...words.slice(-1)].join(' '));
    add('negation added', passage.replace(/(?:어|아|해)요$/u, '지 않아요'));
    add('negation added', passage.replace(/([이가]) ([^ ]+)$/u, '$1 못 $2'));
  }
  add('negation added', passage.replace(/\b(is|are|can|does|will|has to)\b/u, '$1 not'));
  add('negation removed', passage.replace(/(?:^| )(?:안|못) /u, ' '));
  add('negation removed', passage.replace(/지 않(?:아|고|은|는|습니다)/u, '고 있'));
  add('negation removed', passage.replace(/없/u, '있'));
  add('negation removed', passage.replace(/ not | never /u, ' '));
  add('negation removed', passage.replace(/(?<=[a-z])n['’]t\b/u, ''));
  add(
    'another number',
    passage.replace(/\d(?!\))/u, (digit) => String((Number(digit) + 1) % 10)),
  );
  for (const list of [numbers, sinoNumbers, englishNumbers]) {
    list.forEach((said, index) => {
      const start = passage.search(new RegExp(`(?<![가-힣a-z])${said}`, 'u'));
      if (start < 0) return;
      const other = list[(index + 1) % list.length] ?? '';
      add('another number', passage.slice(0, start) + other + passage.slice(start + said.length));
    });
  }
  add('another bound', passage.replace('O(1)', 'O(n)'));
  add('another bound', passage.replace('O(n)', 'O(1)'));
  add('another bound', passage.replace('O(log n)', 'O(n)'));
  add('another bound', passage.replace('O(log n)', 'O(n log n)'));
  for (const [one, other] of opposites) {
    add('another term', passage.replace(one, other));
    add('another term', passage.replace(other, one));
  }
  const term = others.terms.find((candidate) => passage.includes(candidate));
  const foreign = others.foreignTerms[passage.length % others.foreignTerms.length];
  if (term && foreign) add('another term', passage.replace(term, foreign));
  add('another topic', others.passage);
  return altered;
}
