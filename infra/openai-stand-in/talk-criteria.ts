/**
 * Criteria for a talk as such ("gives an example"), by which a topic without key points is assessed. A good
 * talk does not contain the criteria's own words, but it contains these signs of them.
 */
const criteria: readonly { readonly asked: RegExp; readonly sign: RegExp }[] = [
  {
    asked: /정의|한마디|무엇인지|\bdefin|what it is/i,
    sign: /이란 |란 |뜻합니다|뜻해요|말합니다|말해요|부릅니다|입니다|이에요|예요|\b(?:is|are|means) (?:a|an|the|when|that)\b/i,
  },
  {
    asked: /원리|까닭|작동|\bwhy\b|how it works/i,
    sign: /때문|왜냐|그래서|따라서|덕분|므로|그러면|\bbecause\b|\bso that\b|\btherefore\b|that is why/i,
  },
  {
    asked: /예나|예를|비유|\bexample|\banalog/i,
    sign: /예를 들|예컨대|처럼|마치|비슷|\bfor example\b|\bfor instance\b|\bsuch as\b|\bjust like\b/i,
  },
  {
    asked: /쓰임새|한계|차이|\blimits?\b|\bdiffer|\buses?\b/i,
    sign: /쓰이|쓰입|사용|활용|한계|단점|장점|차이|달리|반면|다릅|다르|\bused\b|\blimit|\bdiffer|\bunlike\b|\bwhereas\b/i,
  },
];

/** Recognizes a statement about what the speaker does, not about the topic. */
const isAboutTheTalk = (statement: string): boolean =>
  /(?:설명한다|짚는다|돕는다)\.?$|^(?:Explains|Gives|Defines|Names)\b/.test(statement);

/** The words that show that the sentence meets the criterion; undefined where it does not. */
export function signOf(statement: string, sentence: string): string | undefined {
  if (!isAboutTheTalk(statement)) return undefined;
  const criterion = criteria.find(({ asked }) => asked.test(statement));
  return criterion?.sign.exec(sentence)?.[0].trim();
}
