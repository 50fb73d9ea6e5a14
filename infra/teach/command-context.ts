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
  /** For the result: the feedback, the topics, the help. */
  readonly out: TextSink;
  /** For progress and for troubles. */
  readonly err: TextSink;
  readonly noColour: boolean;
  /** Makes a path absolute, from the folder in which the person stands. */
  readonly resolveFile: (file: string) => string;
  readonly interrupt: AbortSignal;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
};

export type Say = (step: keyof Words['steps'], text: string) => void;

/** Everything that one command works with. */
export type CommandContext = Surroundings & {
  readonly settings: Settings;
  readonly words: Words;
  readonly api: ApiCalls;
  readonly journey: TeachJourney<Recording>;
  readonly topics: TopicJourney;
  readonly logins: LoginStore;
  readonly paintOut: Paint;
  readonly say: Say;
  /** Called as soon as a lecture would go on without this command. */
  readonly opened: (lectureId: number) => void;
};

/** Another command with this one's deployment and login, in a form that can be copied. */
export const commandText = (
  asked: string,
  { api, loginFile }: Pick<Settings, 'api' | 'loginFile'>,
): string => {
  const elsewhere = api === defaultApi ? '' : ` --api ${api}`;
  const otherLogin = loginFile === undefined ? '' : ` --login-file "${loginFile}"`;
  return `npm run teach -- ${asked}${elsewhere}${otherLogin}`;
};

export const layoutOf = ({
  out,
  paintOut: paint,
  words,
  settings,
}: CommandContext): PageLayout => ({
  columns: columnsOf(out),
  paint,
  words,
  full: settings.full,
});

/** Requires a kept login. Only the user who made something can see it, so that a new login would not help. */
export const knownLogin = async ({ logins, settings: { api } }: CommandContext): Promise<void> => {
  if ((await logins.read()) === undefined) throw new TeachTrouble({ kind: 'no-kept-login', api });
};
