/** The command behind `npm start`; see its `--help`. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandTrouble } from '../command-line/command-trouble.ts';
import { asksForHelp, helpOf, type Manual, readOptions } from '../command-line/manual.ts';
import { watchForEnd } from './end-signal.ts';
import type { LocalStackOptions, LogSource, StartStep } from './local-stack.ts';

const DEFAULT_STATE_DIRECTORY = fileURLToPath(new URL('../../.local', import.meta.url));
const DEFAULT_PORT = 8080;
/** A recording with its words in its metadata, which the stand-in reads. */
const SAMPLE_RECORDING = 'test/fixtures/recordings/hash-table-good.webm';

const STAND_IN_NOTICE = `
  ┌──────────────────────────────────────────────────────────────────────────┐
    OPENAI_API_KEY가 없어 실제 음성 인식과 평가 대신 로컬 대역이 답합니다.
    점수와 피드백은 진짜 AI의 것이 아닙니다.

    OPENAI_API_KEY is not set: a LOCAL STAND-IN answers instead of OpenAI.
    It recognises no speech (it reads the recording's metadata) and matches
    words; scores and feedback are not an AI's.
  └──────────────────────────────────────────────────────────────────────────┘`;

/** The text for each step of a start; the first step takes most of the time. */
const steps: Readonly<Record<StartStep, string>> = {
  synthesis: 'Building the functions and synthesizing the stack (some seconds)',
  services: 'Starting DynamoDB, S3, SQS and Secrets Manager',
  functions: 'Starting the functions, and loading the catalog with one',
};

const manual: Manual = {
  usage: 'npm start -- [--fresh] [--verbose] [--state FOLDER]',
  text: `Runs the whole stack on this machine, without an AWS account. PORT is where it
listens instead of 8080; OPENAI_API_KEY, OPENAI_BASE_URL, SPEECH_MODEL and
CHAT_MODEL name a real provider.

  --fresh         clears the state of earlier runs
  --verbose       shows every line the functions log
  --state FOLDER  keeps the state elsewhere than in .local/`,
};

const options = {
  fresh: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  state: { type: 'string', default: DEFAULT_STATE_DIRECTORY },
} as const;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Reads an environment variable; an empty one counts as not set. */
const setting = (variable: string): string | undefined => process.env[variable] || undefined;

const readOpenAi = (): LocalStackOptions['openAi'] => ({
  apiKey: setting('OPENAI_API_KEY'),
  baseUrl: setting('OPENAI_BASE_URL'),
  speechModel: setting('SPEECH_MODEL'),
  chatModel: setting('CHAT_MODEL'),
});

function readPort(): number {
  const text = setting('PORT') ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new CommandTrouble(`PORT must be a number from 0 to 65535, not "${text}"`, 2);
  }
  return Number(text);
}

/** Recognizes JSON log lines below a warning, and metrics, which only `--verbose` shows. */
const isDetail = (line: string): boolean =>
  /"level":\s*"?(?:trace|debug|info|10|20|30)"?[,}]|\{"_aws":/i.test(line);

function printer(verbose: boolean): (line: string, source: LogSource) => void {
  return (line, source) => {
    if (verbose || source !== 'function' || !isDetail(line)) say(line);
  };
}

function inOneLine(error: unknown, port: number): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `port ${port} is busy; stop what listens there or choose another: PORT=8081 npm start`;
  }
  if ('code' in error && error.code === 'EACCES') return `port ${port} is not allowed here`;
  return error.message;
}

/** Says which step begins, and how long the start has taken so far. */
function stepTeller(): (step: StartStep) => void {
  const names = Object.keys(steps);
  return (step) => {
    const seconds = (performance.now() / 1_000).toFixed(1);
    say(`[${names.indexOf(step) + 1}/${names.length}] ${seconds} s  ${steps[step]} …`);
  };
}

/** The command in a form that works in any shell; an unusual port has to be named. */
function teachCommand(origin: string): string {
  const isUsual = origin === `http://localhost:${DEFAULT_PORT}`;
  return `npm run teach -- ${SAMPLE_RECORDING}${isUsual ? '' : ` --api ${origin}`}`;
}

async function run(ending: AbortSignal): Promise<void> {
  const { fresh, verbose, state } = readOptions(process.argv.slice(2), options, manual);
  const stateDirectory = resolve(state);
  const port = readPort();
  const openAi = readOpenAi();
  const tellStep = stepTeller();
  // The imports take a moment, which belongs to the first step.
  tellStep('synthesis');
  try {
    const { startLocalStack } = await import('./local-stack.ts');
    const stack = await startLocalStack({
      port,
      stateDirectory,
      fresh,
      openAi,
      dynamoDbEndpoint: setting('AWS_ENDPOINT_URL_DYNAMODB'),
      signal: ending,
      log: printer(verbose),
      onStep: tellStep,
    });
    if (stack.standIn !== undefined) {
      say(STAND_IN_NOTICE);
      if (openAi.baseUrl !== undefined) say('  OPENAI_BASE_URL has no effect without a key.');
    }
    // All of this is one write, so that a program that waits for "ready" finds the rest there too.
    say(
      `\nready ${stack.origin}\nTry it in a browser, or paste into another terminal (Ctrl-C here stops everything):\n  ${teachCommand(stack.origin)}\n`,
    );
    await new Promise<void>((resolve) => {
      if (ending.aborted) resolve();
      else ending.addEventListener('abort', () => resolve(), { once: true });
    });
    say('Stopping …');
    await stack.stop();
  } catch (error) {
    if (ending.aborted) return;
    throw new CommandTrouble(inOneLine(error, port));
  }
}

// Lambda's time zone is UTC, and worker threads take over the process's.
process.env['TZ'] = 'UTC';

if (asksForHelp(process.argv.slice(2))) {
  say(helpOf(manual));
  process.exit(0);
}
try {
  await run(watchForEnd());
  process.exit(0);
} catch (error) {
  const isTrouble = error instanceof CommandTrouble;
  process.stderr.write(`${isTrouble ? error.message : String(error)}\n`);
  process.exit(isTrouble ? error.exitCode : 1);
}
