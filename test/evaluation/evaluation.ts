import { writeFileSync } from 'node:fs';
import { ProviderError } from '../../shared/speech/provider-error.ts';
import { heardNothing } from '../../shared/speech/silence.ts';
import { adversarialText, runAdversarial } from './adversarial.ts';
import { loadAssessedTopics } from './assessed-topics.ts';
import { type EvaluationCommand, parseCommandLine, UsageError, usage } from './command-line.ts';
import {
  InvalidLecturesError,
  type LabelledLecture,
  loadLabelledLectures,
} from './labelled-lectures.ts';
import { type ChatOf, runLectures } from './lecture-runs.ts';
import { type EvaluationEnvironment, openProvider, openStandIn, standInModel } from './provider.ts';
import { RecordingError, recordAnswers, replayAnswers } from './recorded-answers.ts';
import { brokenGates, buildReport, type EvaluationReport } from './report.ts';
import { reportText, standInNotice } from './report-text.ts';
import { selectLectures } from './selection.ts';

export interface Terminal {
  /** The report. */
  readonly print: (text: string) => void;
  /** Progress and errors. */
  readonly say: (text: string) => void;
}

const providerRuns = 3;

/** Runs the harness as the command line asks. @returns the exit code */
export async function evaluate(
  argv: readonly string[],
  environment: EvaluationEnvironment,
  terminal: Terminal,
): Promise<0 | 1 | 2> {
  try {
    const command = parseCommandLine(argv);
    if (command.isHelp) {
      terminal.print(usage);
      return 0;
    }
    const topics = loadAssessedTopics();
    const lectures = selectLectures(loadLabelledLectures(topics), command);
    if (lectures.length === 0) throw new UsageError('no lecture has that tag and topic');
    return command.isAdversarial
      ? await evaluateAdversary(command, lectures, topics, terminal)
      : await evaluateModel(command, lectures, topics, environment, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.say(`${error.message}\n\n${usage}`);
      return 2;
    }
    const isExpected =
      error instanceof ProviderError ||
      error instanceof RecordingError ||
      error instanceof InvalidLecturesError ||
      (error instanceof Error && 'code' in error);
    if (!isExpected) throw error;
    terminal.say(error.message);
    return 1;
  }
}

type Topics = ReturnType<typeof loadAssessedTopics>;

async function evaluateModel(
  command: EvaluationCommand,
  lectures: readonly LabelledLecture[],
  topics: Topics,
  environment: EvaluationEnvironment,
  terminal: Terminal,
): Promise<0 | 1> {
  const report =
    command.replay === undefined
      ? await askProvider(command, lectures, topics, environment, terminal)
      : await replayRecording(command.replay, command, lectures, topics);
  terminal.print(reportText(report));
  if (command.json !== undefined) writeJson(command.json, report);
  const broken = brokenGates(report, command.gates);
  for (const line of broken) terminal.say(`Failed: ${line}`);
  return report.failures.length > 0 || broken.length > 0 ? 1 : 0;
}

async function askProvider(
  command: EvaluationCommand,
  lectures: readonly LabelledLecture[],
  topics: Topics,
  environment: EvaluationEnvironment,
  terminal: Terminal,
): Promise<EvaluationReport> {
  const provider = await openProvider(environment);
  try {
    const runs = command.runs ?? (provider.isStandIn ? 1 : providerRuns);
    // The stand-in is done in seconds, and nothing may be printed before its notice.
    const tell = provider.isStandIn ? () => undefined : terminal.say;
    tell(`${lectures.length} lectures × ${runs}, answered by ${provider.name}`);
    const live: ChatOf = () => provider.chat;
    const recording =
      command.record === undefined ? undefined : recordAnswers(command.record, live);
    const found = await runLectures(lectures, {
      topics,
      chatOf: recording?.chatOf ?? live,
      runs,
      concurrency: command.concurrency,
      onProgress: (done, total) => {
        if (done % 25 === 0 && done < total) tell(`${done} of ${total}`);
      },
    });
    recording?.finish(lectures.map(({ id }) => id));
    const catalogVersion = versionOf(topics);
    return buildReport(found, { runs, isStandIn: provider.isStandIn, catalogVersion });
  } finally {
    await provider.stop();
  }
}

async function replayRecording(
  file: string,
  command: EvaluationCommand,
  lectures: readonly LabelledLecture[],
  topics: Topics,
): Promise<EvaluationReport> {
  const { chatOf, lectureIds, runs: recordedRuns, promptVersions, models } = replayAnswers(file);
  const runs = command.runs ?? recordedRuns;
  const recorded = lecturesOfRecording(lectures, lectureIds);
  const found = await runLectures(recorded, { topics, chatOf, runs });
  return buildReport(found, {
    runs,
    promptVersions,
    isReplay: true,
    isStandIn: models.includes(standInModel),
    catalogVersion: versionOf(topics),
  });
}

/**
 * A slow model's recording is of some talks. Nothing is asked about a talk in which nothing was heard,
 * so that it is in no recording and belongs to those that have all others.
 */
function lecturesOfRecording(
  lectures: readonly LabelledLecture[],
  recordedIds: ReadonlySet<string>,
): readonly LabelledLecture[] {
  const isOfAll = lectures.every(
    ({ id, transcript }) =>
      recordedIds.has(id) || heardNothing({ text: transcript, model: 'labelled' }),
  );
  return isOfAll ? lectures : lectures.filter(({ id }) => recordedIds.has(id));
}

async function evaluateAdversary(
  command: EvaluationCommand,
  lectures: readonly LabelledLecture[],
  topics: Topics,
  terminal: Terminal,
): Promise<0 | 1> {
  const { provider, standIn } = await openStandIn();
  try {
    const results = await runAdversarial(lectures, topics, {
      chat: provider.chat,
      standIn,
    });
    terminal.print([...standInNotice(), '', adversarialText(results)].join('\n'));
    if (command.json !== undefined) writeJson(command.json, { adversarial: results });
    const isKept = results.every(
      ({ broken, failures }) => broken.length === 0 && failures.length === 0,
    );
    return isKept ? 0 : 1;
  } finally {
    await provider.stop();
  }
}

const versionOf = (topics: Topics): string =>
  topics.values().next().value?.catalogVersion ?? 'unknown';

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
