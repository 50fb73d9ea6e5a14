import { runsOf, type Span, type SpokenText } from './spoken-text.ts';

/**
 * Endings and contractions that a speaker, and a model that tidies up, use interchangeably. The stem
 * before them stays as it was, and so do tense and negation.
 */
const interchangeable: readonly RegExp[] = [
  /해요|합니다|하죠|하지요|한다/g,
  /돼요|되요|됩니다|되죠|된다/g,
  /이에요|예요|에요|입니다|이죠|이다/g,
  /(?<=[있없었았했됐않])(?:어요|아요|습니다|죠|다|는다)/g,
  /이라고해요|라고해요|라고합니다|라그래요|라고그래요|라고하죠/g,
  /것이|게|거가/g,
  /것을|걸|거를/g,
  /것은|건|거는/g,
  /(?<=\p{L})(?:이랑|하고|랑|과|와)/gu,
];

export interface Ending {
  readonly kind: number;
  readonly span: Span;
  readonly letters: string;
}

/** This is three times as many as the longest talk has. */
const endingsMaximum = 2_000;

export function endingsOf({ letters }: SpokenText): Ending[] {
  return interchangeable
    .flatMap((pattern, kind) =>
      runsOf(letters, pattern).map(({ text, span }) => ({ kind, span, letters: text })),
    )
    .slice(0, endingsMaximum);
}
