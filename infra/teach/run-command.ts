import type { Login } from '../../shared/client/answers.ts';
import type { LoginStore } from '../../shared/client/callers.ts';
import { apiCalls } from '../../shared/client/calls.ts';
import { systemClock } from '../../shared/client/clock.ts';
import { teachJourney } from '../../shared/client/journey.ts';
import { topicJourney } from '../../shared/client/topic-journey.ts';
import { connectionReason } from '../../shared/client/trouble.ts';
import { changeConsent, listConsents, makeCode, useCode } from './account.ts';
import type { Command } from './arguments.ts';
import {
  type CommandContext,
  commandText,
  type Say,
  type Surroundings,
} from './command-context.ts';
import { defaultLoginFile, type KeptLogins, keptLogins } from './kept-logins.ts';
import { wordsIn } from './language.ts';
import { answerPupil, correct, dispute, reveal, show, teach, teachAgain } from './lesson.ts';
import type { Words } from './messages.ts';
import {
  deleteTopic,
  editTopic,
  listOwnTopics,
  makeTopic,
  showCard,
  showOwnTopic,
} from './own-topics.ts';
import { columnsOf, stepLabel } from './progress.ts';
import { uploadRecording } from './recording-upload.ts';
import { copyShared, reportShared, shareTopic, showShared, stopSharing } from './shared-topics.ts';
import type { Task, TaskOf } from './tasks.ts';
import { listTopics, showProgress } from './taught-topics.ts';
import { painter, plainText, wrap } from './text-layout.ts';
import { exitCodeOf, type Trouble, troubleOf } from './trouble.ts';
import { troubleParagraphs } from './trouble-text.ts';

/** The logins of one deployment; new ones are reported. */
const toldLogins = (
  kept: KeptLogins,
  { settings: { api }, task }: Command,
  words: Words,
  say: Say,
): LoginStore => {
  const came = task.kind === 'use-code' ? words.loginTakenOver : words.loginIssued;
  let unkept: Login | undefined;
  return {
    read: async () => unkept ?? (await kept.of(api)),
    keep: async (login, stale) => {
      if (stale !== undefined) say('login', words.loginRenewed);
      say('login', came(login.name));
      try {
        await kept.keep(api, login);
      } catch (error) {
        unkept = login;
        say('login', words.loginNotKept(connectionReason(error)));
      }
    },
  };
};

/** How each kind of task is carried out. */
const actions: {
  readonly [Kind in Task['kind']]: (context: CommandContext, task: TaskOf<Kind>) => Promise<void>;
} = {
  help: async ({ out, words }) => {
    out.write(words.help);
  },
  topics: listTopics,
  progress: showProgress,
  card: (context, { topicId }) => showCard(context, topicId),
  'my-topics': listOwnTopics,
  'my-topic': (context, { topicId }) => showOwnTopic(context, topicId),
  'make-topic': makeTopic,
  'edit-topic': editTopic,
  'delete-topic': (context, { topicId }) => deleteTopic(context, topicId),
  'share-topic': (context, { topicId }) => shareTopic(context, topicId),
  'stop-sharing': (context, { topicId }) => stopSharing(context, topicId),
  'shared-topic': (context, { code }) => showShared(context, code),
  'copy-topic': (context, { code }) => copyShared(context, code),
  'report-topic': reportShared,
  'make-code': makeCode,
  'use-code': useCode,
  consents: listConsents,
  agree: changeConsent,
  withdraw: changeConsent,
  teach,
  again: teachAgain,
  answer: answerPupil,
  show: (context, { lectureId }) => show(context, lectureId),
  reveal: (context, { lectureId }) => reveal(context, lectureId),
  dispute,
  correct,
};

const carryOut = <Kind extends Task['kind']>(context: CommandContext, task: TaskOf<Kind>) =>
  actions[task.kind](context, task);

/**
 * Writes what went wrong: a headline, with further paragraphs indented below it.
 * @param lookCommand the command that shows the lecture that goes on; it is never wrapped, so that it can be
 *   copied
 */
export const sayTrouble = (
  trouble: Trouble,
  words: Words,
  { err, noColour }: Pick<Surroundings, 'err' | 'noColour'>,
  lookCommand?: string,
): void => {
  const paint = painter(Boolean(err.isTTY) && !noColour);
  const goesOn = lookCommand === undefined ? [] : [words.goesOn];
  const [headline = '', ...paragraphs] = [...troubleParagraphs(trouble, words), ...goesOn].map(
    plainText,
  );
  const columns = columnsOf(err);
  const lines = [
    ...wrap(headline, columns).map((line) => paint('red', line)),
    ...paragraphs.flatMap((text) => wrap(text, columns - 2).map((line) => `  ${line}`)),
    ...(lookCommand === undefined ? [] : [`  ${lookCommand}`]),
  ];
  err.write(`${lines.join('\n')}\n`);
};

/**
 * Runs one command to its end and writes everything that it has to say.
 * @returns the exit code: 0 only for feedback, a list or help; see {@link exitCodeOf} for the others
 */
export const runCommand = async (command: Command, surroundings: Surroundings): Promise<number> => {
  const { settings } = command;
  const { api: baseUrl, language } = settings;
  const { interrupt, err } = surroundings;
  const words = wordsIn(language);
  const say: Say = (step, text) =>
    err.write(`${stepLabel(words.steps[step])} ${plainText(text)}\n`);
  const loginFile = settings.loginFile && surroundings.resolveFile(settings.loginFile);
  const logins = toldLogins(keptLogins(loginFile ?? defaultLoginFile), command, words, say);
  const clock = systemClock;
  const api = apiCalls({ baseUrl, fetch, language: () => language, clock, logins, interrupt });
  let lectureId: number | undefined;
  const context: CommandContext = {
    ...surroundings,
    settings,
    words,
    api,
    journey: teachJourney({ api, upload: uploadRecording, clock }),
    topics: topicJourney({ api, clock }),
    logins,
    paintOut: painter(Boolean(surroundings.out.isTTY) && !surroundings.noColour),
    say,
    opened: (id) => {
      lectureId = id;
    },
  };
  try {
    await carryOut(context, command.task);
    return 0;
  } catch (error) {
    const trouble: Trouble | undefined = interrupt.aborted
      ? { kind: 'interrupted' }
      : troubleOf(error);
    if (trouble === undefined) throw error;
    const lookCommand =
      lectureId === undefined || trouble.kind === 'lecture-ended'
        ? undefined
        : commandText(`--lecture ${lectureId}`, settings);
    sayTrouble(trouble, words, surroundings, lookCommand);
    return exitCodeOf(trouble);
  }
};
