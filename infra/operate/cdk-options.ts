import { type Manual, refused } from '../command-line/manual.ts';
import { ContextError, refuseUnknownKeys } from '../stack/read-settings.ts';

/**
 * What of `cdk deploy` an operator may say. Everything else is refused: the CLI ignores what it does
 * not know, so that a mistyped `--check-only` would deploy. Not among them is whatever leads past
 * the account, region or app that was looked at (`--profile`: say AWS_PROFILE) or past
 * CloudFormation (`--hotswap`).
 */
export const cdkOptions = {
  context: { type: 'string', short: 'c', multiple: true },
  'require-approval': { type: 'string' },
  progress: { type: 'string' },
  'outputs-file': { type: 'string', short: 'O' },
  'role-arn': { type: 'string', short: 'r' },
  tags: { type: 'string', short: 't', multiple: true },
  'no-rollback': { type: 'boolean', default: false },
  force: { type: 'boolean', short: 'f', default: false },
  ci: { type: 'boolean', default: false },
  debug: { type: 'boolean', default: false },
  verbose: { type: 'boolean', short: 'v', multiple: true },
  'no-color': { type: 'boolean', default: false },
} as const;

export type CdkOptionName = keyof typeof cdkOptions;

/** How the CLI speaks, whatever it does. */
const speech = ['progress', 'ci', 'debug', 'verbose', 'no-color'] as const;

/** Which of them go to which step of a deploy: each would be ignored, or refused, elsewhere. */
export const cdkOptionsOf = {
  synth: ['context', ...speech],
  adopt: ['role-arn', ...speech],
  prepare: ['require-approval', 'role-arn', 'tags', 'no-rollback', 'force', ...speech],
  execute: ['outputs-file', 'role-arn', 'no-rollback', ...speech],
} as const satisfies Record<string, readonly CdkOptionName[]>;

/** The same for the manual of a command, at most 80 columns wide. */
export const cdkOptionsText = `Of cdk deploy it takes:
  -c, --context KEY=VALUE     --require-approval WHEN     --progress bar|events
  -t, --tags KEY=VALUE        -O, --outputs-file FILE     -r, --role-arn ARN
  -f, --force                 --no-rollback               --ci
  -v, --verbose               --debug                     --no-color`;

type Value = string | boolean;
export type CdkOptionValues = Readonly<
  Partial<Record<CdkOptionName, Value | readonly Value[] | undefined>>
>;

/**
 * The options for the CDK CLI, each written `--name=value`: it reads them as they were read here,
 * however they were typed.
 * @param told context keys that the command sets itself, and the option that tells each
 * @param names those that are wanted @default all
 * @throws CommandTrouble with exit code 2
 */
export function cdkArguments(
  given: CdkOptionValues,
  told: Readonly<Record<string, string>>,
  manual: Manual,
  names: readonly CdkOptionName[] = Object.keys(cdkOptions) as readonly CdkOptionName[],
): readonly string[] {
  return names.flatMap((name) =>
    [given[name] ?? []].flat().flatMap((value) => {
      if (typeof value === 'boolean') return value ? [`--${name}`] : [];
      // The CLI takes `-c=key=value` too.
      const text = value.replace(/^=/, '');
      if (name === 'context') checkContext(text, told, manual);
      return [`--${name}=${text}`];
    }),
  );
}

function checkContext(
  assignment: string,
  told: Readonly<Record<string, string>>,
  manual: Manual,
): void {
  const [key] = assignmentOf(assignment, manual);
  const option = Object.hasOwn(told, key) ? told[key] : undefined;
  if (option) throw refused(`The context's ${key} is told by ${option} alone`, manual);
}

function assignmentOf(text: string, manual: Manual): readonly [string, string] {
  const [, key, value] = /^([\w@:./-]+)=(.*)$/s.exec(text.replace(/^=/, '')) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw refused('The context is told as KEY=VALUE', manual);
}

/**
 * Asks the app's own reading of its context, before anything else is asked or made.
 * @param own what the command itself tells
 * @param read throws ContextError for what it cannot use
 * @throws CommandTrouble with exit code 2, naming every key and what is wrong with it
 */
export function readContext<Read>(
  { context = [] }: CdkOptionValues,
  own: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
  read: (contextValue: (key: string) => unknown) => Read,
  manual: Manual,
): Read {
  const told = [context].flat().map((text) => assignmentOf(String(text), manual));
  const all: Readonly<Record<string, unknown>> = { ...Object.fromEntries(told), ...own };
  try {
    refuseUnknownKeys(Object.keys(all), known);
    return read((key) => all[key]);
  } catch (error) {
    if (!(error instanceof ContextError)) throw error;
    throw refused(error.message, manual);
  }
}
