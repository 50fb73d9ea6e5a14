import { parseArgs } from 'node:util';
import type { Language } from '../../shared/client/messages.ts';
import { type Task, taskOf } from './tasks.ts';
import { TeachTrouble, type UsageProblem } from './trouble.ts';

export type Settings = {
  /** The deployment's address, without `/api/v1` and without a slash at its end. */
  readonly api: string;
  readonly language: Language;
  /** The file of logins; undefined means the default. */
  readonly loginFile: string | undefined;
  readonly waitSeconds: number;
  /** Where set, replaces the seconds of `Retry-After`. */
  readonly pollSeconds: number | undefined;
  /** Whether the whole transcript is printed. */
  readonly full: boolean;
};

export type Command = { readonly settings: Settings; readonly task: Task };

type Environment = Readonly<Record<string, string | undefined>>;

export const defaultApi = 'http://localhost:8080';
/** One minute more than the 15 minutes within which every lecture ends. */
export const defaultWaitSeconds = 960;

/** An option whose value is an id. */
const id = { type: 'string' } as const;

const options = {
  topic: id,
  topics: { type: 'boolean' },
  lecture: id,
  text: { type: 'string' },
  card: id,
  answer: id,
  again: id,
  point: id,
  reveal: id,
  dispute: id,
  comment: { type: 'string' },
  correct: id,
  progress: { type: 'boolean' },
  'my-topics': { type: 'boolean' },
  'my-topic': id,
  'make-topic': { type: 'string' },
  notes: { type: 'string' },
  'edit-topic': id,
  points: { type: 'string' },
  title: { type: 'string' },
  'delete-topic': id,
  'share-topic': id,
  'stop-sharing': id,
  'shared-topic': { type: 'string' },
  'copy-topic': { type: 'string' },
  'report-topic': { type: 'string' },
  reason: { type: 'string' },
  'make-code': { type: 'boolean' },
  'use-code': { type: 'string' },
  consents: { type: 'boolean' },
  agree: { type: 'string' },
  withdraw: { type: 'string' },
  guardian: { type: 'boolean' },
  api: { type: 'string' },
  lang: { type: 'string' },
  full: { type: 'boolean' },
  force: { type: 'boolean' },
  'wait-seconds': { type: 'string' },
  'poll-seconds': { type: 'string' },
  'login-file': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

const isOption = (name: string): name is keyof typeof options => Object.hasOwn(options, name);
const wrong = (problem: UsageProblem) => new TeachTrouble({ kind: 'usage', problem });
const isLanguage = (value: string): value is Language => value === 'ko' || value === 'en';

/**
 * English where LANG says so or `--lang en` stands anywhere on the line. Usage errors use this language too.
 */
export const languageOf = (argv: readonly string[], environment: Environment): Language => {
  const position = argv.findLastIndex((argument) => argument.startsWith('--lang'));
  const asked = argv[position]?.startsWith('--lang=')
    ? argv[position].slice('--lang='.length)
    : argv[position + 1];
  if (position >= 0 && asked !== undefined && isLanguage(asked)) return asked;
  return environment['LANG']?.toLowerCase().startsWith('en') ? 'en' : 'ko';
};

/** Reads the deployment's address, and removes an `/api/v1` at its end. */
const parseApi = (option: string, value: string): string => {
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong({ kind: 'value-invalid', option, value });
  }
  return `${url.origin}${url.pathname.replace(/(\/api\/v1)?\/*$/, '')}`;
};

/** The address at which `npm start` listens with the same environment. A port of 0 does not tell. */
const localApi = ({ PORT }: Environment): string => {
  if (!PORT || PORT === '0') return defaultApi;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_535) {
    throw wrong({ kind: 'value-invalid', option: 'PORT', value: PORT });
  }
  return `http://localhost:${PORT}`;
};

const parseId = (option: string, value: string): number => {
  const id = /^[0-9]{1,16}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isSafeInteger(id)) throw wrong({ kind: 'value-invalid', option, value });
  return id;
};

const parseSeconds = (option: string, value: string): number => {
  const seconds = /^[0-9]+(\.[0-9]+)?$/.test(value) ? Number(value) : Number.NaN;
  // A timer cannot run for longer than 2^31 ms.
  if (!(seconds <= 86_400)) throw wrong({ kind: 'value-invalid', option, value });
  return seconds;
};

/**
 * Reads tokens, because `strict` would throw Node's English sentences. By the tokens each mistake gets a
 * message of its own.
 */
const tokensOf = (argv: readonly string[]) => {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = token.rawName;
    const known = Object.entries(options).find(([name]) => name === token.name)?.[1];
    if (known === undefined) throw wrong({ kind: 'unknown-option', option });
    if (known.type === 'boolean') {
      if (token.value !== undefined) throw wrong({ kind: 'value-not-taken', option });
      continue;
    }
    const swallowsOption = token.inlineValue === false && token.value.startsWith('-');
    if (!token.value || swallowsOption) throw wrong({ kind: 'value-missing', option });
  }
  const text = (name: keyof typeof options): string | undefined => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return { text, has: (name: keyof typeof options) => values[name] !== undefined, positionals };
};

/**
 * Reads the command line.
 * @throws TeachTrouble of kind `usage` for the first thing in it that cannot be followed
 */
export const parseCommand = (argv: readonly string[], environment: Environment): Command => {
  const { text, has, positionals } = tokensOf(argv);
  const given = <Value>(
    name: keyof typeof options,
    parse: (option: string, value: string) => Value,
  ): Value | undefined => {
    const value = text(name);
    return value === undefined ? undefined : parse(`--${name}`, value);
  };

  const language = languageOf(argv, environment);
  given('lang', (option, value) => {
    if (!isLanguage(value)) throw wrong({ kind: 'value-invalid', option, value });
  });
  const fromEnvironment = environment['LEARNING_MATE_API'];
  const settings: Settings = {
    api:
      given('api', parseApi) ??
      (fromEnvironment ? parseApi('LEARNING_MATE_API', fromEnvironment) : localApi(environment)),
    language,
    loginFile: text('login-file'),
    waitSeconds: given('wait-seconds', parseSeconds) ?? defaultWaitSeconds,
    pollSeconds: given('poll-seconds', parseSeconds),
    full: has('full'),
  };
  // Every id is read, even one that the task does not use, so that a wrong one is reported.
  const ids = new Map(
    Object.keys(options)
      .filter(isOption)
      .filter((name) => options[name] === id)
      .map((name): [string, number | undefined] => [name, given(name, parseId)]),
  );
  if (has('help')) return { settings, task: { kind: 'help' } };
  const task = taskOf({
    files: positionals,
    has: (name) => isOption(name) && has(name),
    text: (name) => (isOption(name) ? text(name) : undefined),
    id: (name) => ids.get(name),
  });
  return { settings, task };
};
