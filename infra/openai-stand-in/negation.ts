import type { Language } from './feedback-texts.ts';

/** The contrary of a plain statement, in the words of somebody who has misunderstood it. */
export function contraryOf(statement: string, language: Language): string {
  const bare = statement.trim().replace(/[.!。]+$/u, '');
  return `${language === 'en' ? contraryInEnglish(bare) : contraryInKorean(bare)}.`;
}

type Rule = readonly [ending: RegExp, contrary: string];

/** A denied statement is asserted, and an asserted one denied; the first rule that fits counts. */
const koreanRules: readonly Rule[] = [
  [/지 않는다$/u, '는다'],
  [/지 않다$/u, '다'],
  [/(?:이|가) 아니다$/u, '이다'],
  [/(?:이|가) 아닙니다$/u, '입니다'],
  [/없다$/u, '있다'],
  [/있다$/u, '없다'],
  [/없습니다$/u, '있습니다'],
  [/있습니다$/u, '없습니다'],
  [/한다$/u, '하지 않는다'],
  [/된다$/u, '되지 않는다'],
  [/합니다$/u, '하지 않습니다'],
  [/됩니다$/u, '되지 않습니다'],
  [/했다$/u, '하지 않았다'],
  [/되었다$/u, '되지 않았다'],
  [/(?:이었|였)다$/u, '이 아니었다'],
  [/입니다$/u, '이 아닙니다'],
  [/이다$/u, '이 아니다'],
  [/해요$/u, '하지 않아요'],
  [/돼요$/u, '되지 않아요'],
  [/는다$/u, '지 않는다'],
];

function contraryInKorean(bare: string): string {
  for (const [ending, contrary] of koreanRules) {
    if (ending.test(bare)) return endedIn(bare.replace(ending, ''), contrary);
  }
  const stem = presentStem(bare);
  if (stem !== undefined) return `${stem}지 않는다`;
  return bare.endsWith('다') ? `${bare}는 말은 틀리다` : `‘${bare}’라는 말은 틀리다`;
}

/** `들지 않는다` is `든다`: a stem without a final consonant, or with ㄹ, takes ㄴ. */
function endedIn(stem: string, contrary: string): string {
  if (contrary.startsWith('이 아니') && finalOf(stem) === 0) return `${stem}가${contrary.slice(1)}`;
  const final = finalOf(stem);
  if (contrary !== '는다' || (final !== 0 && final !== finalRieul)) return stem + contrary;
  return `${withFinal(stem, finalNieun)}다`;
}

/** The stem of `퍼진다` is `퍼지`. */
function presentStem(bare: string): string | undefined {
  const body = bare.slice(0, -1);
  return bare.endsWith('다') && finalOf(body) === finalNieun ? withFinal(body, 0) : undefined;
}

const firstSyllable = 0xac00;
const finals = 28;
const finalNieun = 4;
const finalRieul = 8;

/**
 * The number of the last syllable's final consonant; 0 without one, undefined where the text is not Hangul.
 */
export function finalOf(text: string): number | undefined {
  const code = (text.codePointAt(text.length - 1) ?? 0) - firstSyllable;
  return code >= 0 && code < 11_172 ? code % finals : undefined;
}

function withFinal(text: string, final: number): string {
  const code = (text.codePointAt(text.length - 1) ?? 0) - firstSyllable;
  return text.slice(0, -1) + String.fromCodePoint(firstSyllable + code - (code % finals) + final);
}

/** A noun with the particle that its last sound asks for. */
export function withParticle(noun: string, afterConsonant: string, afterVowel: string): string {
  return noun + ((finalOf(noun) ?? 1) === 0 ? afterVowel : afterConsonant);
}

const verbs = 'is|are|was|were|can|will|must|does|do|has|have|may';

function contraryInEnglish(bare: string): string {
  const denied = new RegExp(`\\b(${verbs}) not\\b|\\bcannot\\b`, 'i');
  if (denied.test(bare))
    return bare.replace(denied, (_, verb: string | undefined) => verb ?? 'can');
  const asserted = new RegExp(`\\b(${verbs})\\b`, 'i');
  if (asserted.test(bare)) return bare.replace(asserted, '$1 not');
  return `It is not true that ${bare.charAt(0).toLowerCase()}${bare.slice(1)}`;
}
