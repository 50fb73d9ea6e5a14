import type { LoginStore } from '../../shared/client/callers.ts';
import type { ApiCalls } from '../../shared/client/calls.ts';
import type { TeachJourney } from '../../shared/client/journey.ts';
import type { TopicJourney } from '../../shared/client/topic-journey.ts';
import { defaultApi, type Settings } from './arguments.ts';
import type { PageLayout } from './feedback-page.ts';
import type { Words } from './messages.ts';
import { columnsOf, type TextSink } from './progress.ts';
import type { Recording } from './recording-upload.ts';
import type { Paint } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

export type Surroundings = {
  /** The result alone: the feedback, the topics, the help. */
  readonly out: TextSink;
  /** Everything on the way there, and what went wrong. */
  readonly err: TextSink;
  readonly noColour: boolean;
  /** A path as the person means it, made absolute. */
  readonly resolveFile: (file: string) => string;
  readonly interrupt: AbortSignal;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
};

export type Say = (step: keyof Words['steps'], text: string) => void;

/** All that one command works with. */
export type Room = Surroundings & {
  readonly settings: Settings;
  readonly words: Words;
  readonly api: ApiCalls;
  readonly journey: TeachJourney<Recording>;
  readonly topics: TopicJourney;
  readonly logins: LoginStore;
  readonly paintOut: Paint;
  readonly say: Say;
  /** Told as soon as a lecture goes on without this command. */
  readonly opened: (lectureId: number) => void;
};

/** What another command does with this one's deployment and login; to be copied. */
export const commandText = (
  asked: string,
  { api, loginFile }: Pick<Settings, 'api' | 'loginFile'>,
): string => {
  const elsewhere = api === defaultApi ? '' : ` --api ${api}`;
  const otherLogin = loginFile === undefined ? '' : ` --login-file "${loginFile}"`;
  return `npm run teach -- ${asked}${elsewhere}${otherLogin}`;
};

export const layoutOf = ({ out, paintOut: paint, words, settings }: Room): PageLayout => ({
  columns: columnsOf(out),
  paint,
  words,
  full: settings.full,
});

/** Only who made something can look at it, so that no new login is made for that. */
export const knownLogin = async ({ logins, settings: { api } }: Room): Promise<void> => {
  if ((await logins.read()) === undefined) throw new TeachTrouble({ kind: 'no-kept-login', api });
};
