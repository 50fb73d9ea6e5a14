import type { Topic } from '../catalog/topic.ts';
import { languageOfWriting } from './languages.ts';
import type { SpeechHints } from './speech-to-text.ts';

/** Whisper reads at most 224 tokens of a prompt, and a Korean syllable may be a whole one. */
const termsMaximumCharacters = 200;

/** The learners' own language, and the language in which terms of every subject are spoken. */
const spokenAnyway = ['ko', 'en'] as const;

/**
 * Makes the hints that a recogniser gets about a talk on a topic: the topic's name and words of its key
 * points, the most telling first, and the languages in which the talk may be given, the topic's own
 * first.
 */
export function speechHints(topic: Topic): SpeechHints {
  const { topicName, subjectName } = topic.path;
  const statements = [
    ...topic.keyPoints.map(({ statement }) => statement),
    ...topic.misconceptions.map(({ statement }) => statement),
  ];
  const text = [topicName, topic.description, ...statements].join(' ');
  const terms = [
    ...namesIn(topicName),
    ...bracketed(statements.join(' ')),
    ...latinWords(text),
    ...recurringWords(text),
    ...namesIn(subjectName),
  ];
  return {
    terms: fitting([...new Set(terms)]),
    languages: [...new Set([languageOfWriting(text), ...spokenAnyway])],
  };
}

/** Splits a name with brackets: `국내총생산(GDP)` is two names of one thing. */
const namesIn = (name: string): string[] =>
  [name.replaceAll(/\([^)]*\)/g, ' '), ...bracketed(name)].map(tidy).filter(Boolean);

const bracketed = (text: string): string[] =>
  [...text.matchAll(/\(([^()]{2,30})\)/g)].map(([, inner = '']) => tidy(inner)).filter(isTerm);

/**
 * Foreign words and abbreviations such as `SYN+ACK`, which recognisers of Korean miss most. Single
 * letters with signs, such as `B+`, are left out.
 */
const latinWords = (text: string): string[] =>
  [
    ...text.matchAll(
      /\p{Script=Latin}[\p{Script=Latin}\p{N}+/-]+(?: \p{Script=Latin}[\p{Script=Latin}-]+)*/gu,
    ),
  ]
    .map(([word]) => word)
    .filter(isTerm);

/** Particles that Korean puts after its nouns, the longer before the shorter. */
const particles =
  /(?:으로부터|로부터|에서는|에게서|으로는|이라는|이라고|에서|에게|으로|까지|부터|마다|처럼|보다|이나|이며|이고|이다|하고|과|와|을|를|이|가|은|는|의|에|로|도|만|나)$/u;

/** A word that ends like this is a verb or an adjective, or says nothing about a topic. */
const notANoun =
  /(?:[다고며면는은을를한된할될여어아게지록려해던운인히서니자]|것|경우|모든|모두|다른|같은|여러|이상|이하|가장|매우|항상|언제나|그대로|때문)$/u;

/** Nouns that occur more than once, the most frequent first. */
function recurringWords(text: string): string[] {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/\p{Script=Hangul}{2,}/gu)) {
    const stem = word.replace(particles, '');
    const noun = stem.length >= 2 ? stem : word;
    if (!notANoun.test(noun)) counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > 1)
    .sort(([, one], [, other]) => other - one)
    .map(([noun]) => noun);
}

const tidy = (term: string): string => term.replaceAll(/\s+/g, ' ').trim();

/** A formula, such as `O(n)` or `F=ma`, is not a term. */
const isTerm = (term: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N} +/-]*$/u.test(term);

function fitting(terms: readonly string[]): string[] {
  let characters = 0;
  return terms.filter((term) => {
    if (characters + term.length > termsMaximumCharacters) return false;
    characters += term.length + 2;
    return true;
  });
}
