import type { GivenConsents } from '../contracts/consents.ts';
import { consentMaximumSecondsAgo } from '../contracts/limits.ts';
import { transferCodeDigits } from '../contracts/typed-codes.ts';
import { consentsOf, type Login, loginOf, nameOf, transferCodeOf } from './answers.ts';
import type { callers, LoginStore } from './callers.ts';
import { anything, nothing } from './reading.ts';
import { nextOf } from './request.ts';

/** The digits of a transfer code that was typed or pasted, in groups or not; undefined where it is none. */
export const typedTransferCode = (typed: string): string | undefined => {
  const digits = typed.replaceAll(/\D/g, '');
  return digits.length === transferCodeDigits ? digits : undefined;
};

/** The calls about the learner themselves: name, consents, devices, and all that is kept. */
export const accountCalls = (
  { openly, asMe, asOwner }: ReturnType<typeof callers>,
  logins: LoginStore,
) => ({
  name: async () => (await asMe('GET /api/v1/users/name', {}, nameOf)).value.name,
  changeName: async (name: string) =>
    (await asMe('PUT /api/v1/users/name', { body: { name } }, nameOf)).value.name,
  /** What holds now: the last change of each purpose. */
  consents: async () =>
    (await asOwner('GET /api/v1/users/consents', {}, consentsOf)).value.consents,
  /** @returns what holds now; another device may have changed it too */
  changeConsents: async (consents: GivenConsents['consents']) =>
    (
      await asMe(
        'PUT /api/v1/users/consents',
        { body: { consents: consents.map(withinMemory) } },
        consentsOf,
      )
    ).value.consents,

  /** A code that logs another device in as this learner. */
  makeTransferCode: async () =>
    (await asOwner('POST /api/v1/users/transfer-codes', {}, transferCodeOf)).value,
  /**
   * Logs this device in as the learner who made the code. The login it had until now is lost for good.
   * @returns the login of this device from now on
   */
  redeemTransferCode: async (code: string): Promise<Login> => {
    const { value } = await openly('POST /api/v1/users/token', { body: { code } }, loginOf);
    await logins.keep(value, undefined);
    return value;
  },

  /** Everything that is kept about the learner, page by page and unchanged, so that it can be handed out. */
  exportPages: async function* (): AsyncGenerator<unknown> {
    let cursor: string | undefined;
    do {
      const query = { ...(cursor !== undefined && { cursor }) };
      const page = await asOwner('GET /api/v1/users/me/export', { query }, anything);
      yield page.value;
      cursor = nextOf(page.headers);
    } while (cursor !== undefined);
  },
  /** Deletes the learner for good. The client then forgets the login and whatever else it keeps. */
  deleteMe: async (): Promise<void> => {
    await asOwner('DELETE /api/v1/users/me', {}, nothing);
  },
});

/** A device's clock may be wrong by decades. The consent must count all the same. */
const withinMemory = (consent: GivenConsents['consents'][number]) => ({
  ...consent,
  ...(consent.secondsAgo !== undefined && {
    secondsAgo: Math.min(consentMaximumSecondsAgo, Math.max(0, consent.secondsAgo)),
  }),
});
