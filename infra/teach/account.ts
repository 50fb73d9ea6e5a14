import type { HeldConsent } from '../../shared/client/answers.ts';
import type { ConsentPurpose } from '../../shared/client/messages.ts';
import { isProblem } from '../../shared/client/trouble.ts';
import { known, momentText } from '../../shared/client/wording.ts';
import { type CommandContext, commandText, knownLogin, layoutOf } from './command-context.ts';
import type { TaskOf } from './tasks.ts';
import { hang, plainText } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

/** The version of the consent texts, which are `consentPurposes` of the messages. */
const textVersion = 1;

/** A purpose in the spelling of the command line. */
const optionOf = (purpose: string) => purpose.toLowerCase().replaceAll('_', '-');

/** Makes a code by which another device gets this login too. */
export const makeCode = async (context: CommandContext): Promise<void> => {
  const { api, out, words } = context;
  await knownLogin(context);
  const { code, validUntil } = await api.makeTransferCode();
  const lines = hang('', words.codeMade(momentText(validUntil, words.language)), columns(context));
  out.write(`${plainText(code)}\n${lines.join('\n')}\n`);
};

/** @throws TeachTrouble `login-in-place` where a login that may have lectures of its own would be lost */
export const useCode = async (
  context: CommandContext,
  { code, force }: TaskOf<'use-code'>,
): Promise<void> => {
  const kept = await context.logins.read();
  if (kept !== undefined && !force) {
    throw new TeachTrouble({ kind: 'login-in-place', name: kept.name });
  }
  await context.api.redeemTransferCode(code);
};

/** Lists what was agreed to and what was withdrawn, each with the command that changes it. */
export const listConsents = async (context: CommandContext): Promise<void> => {
  await knownLogin(context);
  const held = await context.api.consents();
  if (held.length === 0) context.out.write(`${context.words.consentsNone}\n`);
  for (const consent of held) writeConsent(context, consent);
};

export const changeConsent = async (
  context: CommandContext,
  { kind, purpose, byGuardian }: TaskOf<'agree' | 'withdraw'>,
): Promise<void> => {
  await knownLogin(context);
  const given = kind === 'agree';
  const by = byGuardian ? 'GUARDIAN' : 'LEARNER';
  const held = await context.api.changeConsents([{ purpose, version: textVersion, given, by }]);
  for (const consent of held) if (consent.purpose === purpose) writeConsent(context, consent);
};

/** Asks a learner who has disputed whether that may be studied, unless the learner has answered before. */
export const askForStudies = async (context: CommandContext): Promise<void> => {
  const purpose = 'DISPUTE_STUDIES' satisfies ConsentPurpose;
  const { consentPurposes, withGuardian } = context.words.shared;
  let held: readonly HeldConsent[];
  try {
    held = await context.api.consents();
  } catch (error) {
    // An older deployment knows no consents; the dispute has been sent all the same.
    if (isProblem(error, 404)) return;
    throw error;
  }
  if (held.some((consent) => consent.purpose === purpose)) return;
  write(context, [
    '',
    ...hang(
      '',
      `${context.words.mayStudy} ${consentPurposes[purpose]} ${withGuardian}`,
      columns(context),
    ),
    `  ${commandText(`--agree ${optionOf(purpose)}`, context.settings)}`,
  ]);
};

const columns = (context: CommandContext) => layoutOf(context).columns;
const write = ({ out }: CommandContext, lines: readonly string[]) =>
  out.write(`${lines.join('\n')}\n`);

function writeConsent(context: CommandContext, { purpose, given, by, at = '' }: HeldConsent): void {
  const { words, settings } = context;
  const moment = momentText(at, words.language);
  const state = given
    ? words.consentGiven(moment, by === 'GUARDIAN')
    : words.consentWithdrawn(moment);
  const about = known(words.shared.consentPurposes, purpose) ?? '';
  const change = `--${given ? 'withdraw' : 'agree'} ${optionOf(purpose)}`;
  write(context, [
    context.paintOut('cyan', plainText(purpose)),
    ...hang('  ', plainText(`${about} ${state}`), columns(context)),
    `  ${commandText(change, settings)}`,
  ]);
}
