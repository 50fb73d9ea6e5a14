import type { HeldConsent } from '../../shared/client/answers.ts';
import type { ConsentPurpose } from '../../shared/client/messages.ts';
import { isProblem } from '../../shared/client/trouble.ts';
import { known, momentText } from '../../shared/client/wording.ts';
import { commandText, knownLogin, layoutOf, type Room } from './room.ts';
import type { Task } from './tasks.ts';
import { hang, plainText } from './text-layout.ts';
import { TeachTrouble } from './trouble.ts';

type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

/** The versions of the texts, which stand in `consentPurposes` of the messages. */
const textVersion = 1;

/** A purpose as the command line has it. */
const optionOf = (purpose: string) => purpose.toLowerCase().replaceAll('_', '-');

/** A code by which another device becomes this login's as well. */
export const makeCode = async (room: Room): Promise<void> => {
  const { api, out, words } = room;
  await knownLogin(room);
  const { code, validUntil } = await api.makeTransferCode();
  const lines = hang('', words.codeMade(momentText(validUntil, words.language)), columns(room));
  out.write(`${plainText(code)}\n${lines.join('\n')}\n`);
};

/** @throws TeachTrouble `login-in-place` where a login would be lost that may have lectures of its own */
export const useCode = async (room: Room, { code, force }: TaskOf<'use-code'>): Promise<void> => {
  const kept = await room.logins.read();
  if (kept !== undefined && !force) {
    throw new TeachTrouble({ kind: 'login-in-place', name: kept.name });
  }
  await room.api.redeemTransferCode(code);
};

/** What was agreed to and what was withdrawn, each with the command that changes it. */
export const listConsents = async (room: Room): Promise<void> => {
  await knownLogin(room);
  const held = await room.api.consents();
  if (held.length === 0) room.out.write(`${room.words.consentsNone}\n`);
  for (const consent of held) writeConsent(room, consent);
};

export const changeConsent = async (
  room: Room,
  { kind, purpose, byGuardian }: TaskOf<'agree' | 'withdraw'>,
): Promise<void> => {
  await knownLogin(room);
  const given = kind === 'agree';
  const by = byGuardian ? 'GUARDIAN' : 'LEARNER';
  const held = await room.api.changeConsents([{ purpose, version: textVersion, given, by }]);
  for (const consent of held) if (consent.purpose === purpose) writeConsent(room, consent);
};

/** Asks whoever has disputed whether that may be studied; it is asked of nobody who has answered. */
export const askForStudies = async (room: Room): Promise<void> => {
  const purpose = 'DISPUTE_STUDIES' satisfies ConsentPurpose;
  const { consentPurposes, withGuardian } = room.words.shared;
  let held: readonly HeldConsent[];
  try {
    held = await room.api.consents();
  } catch (error) {
    // A deployment of before there were consents; the dispute is done all the same.
    if (isProblem(error, 404)) return;
    throw error;
  }
  if (held.some((consent) => consent.purpose === purpose)) return;
  write(room, [
    '',
    ...hang(
      '',
      `${room.words.mayStudy} ${consentPurposes[purpose]} ${withGuardian}`,
      columns(room),
    ),
    `  ${commandText(`--agree ${optionOf(purpose)}`, room.settings)}`,
  ]);
};

const columns = (room: Room) => layoutOf(room).columns;
const write = ({ out }: Room, lines: readonly string[]) => out.write(`${lines.join('\n')}\n`);

function writeConsent(room: Room, { purpose, given, by, at = '' }: HeldConsent): void {
  const { words, settings } = room;
  const moment = momentText(at, words.language);
  const state = given
    ? words.consentGiven(moment, by === 'GUARDIAN')
    : words.consentWithdrawn(moment);
  const about = known(words.shared.consentPurposes, purpose) ?? '';
  const change = `--${given ? 'withdraw' : 'agree'} ${optionOf(purpose)}`;
  write(room, [
    room.paintOut('cyan', plainText(purpose)),
    ...hang('  ', plainText(`${about} ${state}`), columns(room)),
    `  ${commandText(change, settings)}`,
  ]);
}
