import type { Trouble } from './trouble.ts';
import type { KeyPoint } from './wire.ts';

/** Everything the command says, in one language. */
export type Messages = {
  readonly help: string;
  readonly steps: Record<'login' | 'topic' | 'upload' | 'lecture' | 'progress', string>;
  readonly loginKept: (name: string) => string;
  readonly loginIssued: (name: string) => string;
  readonly loginRenewed: string;
  readonly loginNotKept: (reason: string) => string;
  readonly topicById: (topicId: number) => string;
  readonly submitted: (lectureId: number) => string;
  /** Said before the command that looks at a lecture which goes on without us. */
  readonly goesOn: string;
  readonly seconds: (seconds: number) => string;
  /** A stage's name; one that is not known is work in progress. */
  readonly stage: (stage: string | undefined) => string;
  readonly page: Record<
    | 'title'
    | 'score'
    | 'strength'
    | 'weakness'
    | 'keyPoints'
    | 'corrections'
    | 'said'
    | 'right'
    | 'delivery'
    | 'nextSteps'
    | 'transcript'
    | 'more'
    | 'sample',
    string
  >;
  readonly keyPointLabel: (label: KeyPoint['label']) => string;
  readonly delivery: {
    readonly duration: (seconds: number) => string;
    readonly rate: (syllablesPerSecond: number) => string;
    readonly pauses: (count: number) => string;
    readonly longestPause: (seconds: number) => string;
    readonly fillers: (count: number) => string;
  };
  /** What ended the command, and what can be done about it: a paragraph each. */
  readonly trouble: (trouble: Trouble) => string[];
};

/** The paragraphs of a problem+json answer that are the same in every language. */
export const problemParagraphs = (
  trouble: Extract<Trouble, { kind: 'problem' }>,
  titled: string,
): string[] => {
  const facts = [`HTTP ${trouble.status}`];
  if (trouble.code !== undefined) facts.push(`code ${trouble.code}`);
  if (trouble.requestId !== undefined) facts.push(`requestId ${trouble.requestId}`);
  return [
    trouble.title === undefined ? titled : `${titled}: ${trouble.title}`,
    ...(trouble.detail === undefined || trouble.detail === trouble.title ? [] : [trouble.detail]),
    facts.join(' · '),
  ];
};

/** A moment in the reader's own time zone; text that is no moment is given back as it is. */
export const momentText = (moment: string, locale: string): string => {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(date);
};
