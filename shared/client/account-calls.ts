import type { GivenConsents } from '../contracts/consents.ts';
import { consentMaximumSecondsAgo } from '../contracts/limits.ts';
import { transferCodeDigits } from '../contracts/transfer-limits.ts';
import { consentsOf, type Login, loginOf, nameOf, transferCodeOf } from './answers.ts';
import type { callers, LoginStore } from './callers.ts';
import { anything, nothing } from './reading.ts';
import { nextOf } from './request.ts';

/** A transfer code as it was typed or pasted, in groups or not; undefined where it is none. */
export const typedTransferCode = (typed: string): string | undefined => {
  const digits = typed.replaceAll(/\D/g, '');
  return digits.length === transferCodeDigits ? digits : undefined;
};

/** What a learner calls about themselves: name, consents, devices, and all that is kept. */
export const accountCalls = (
  { openly, asMe, asOwner }: ReturnType<typeof callers>,
  logins: LoginStore,
) => ({
  name: async () => (await asMe('GET /api/v1/users/name', {}, nameOf)).value.name,
  changeName: async (name: string) =>
    (await asMe('PUT /api/v1/users/name', { body: { name } }, nameOf)).value.name,
  /** What holds now: the last word on each purpose. */
  consents: async () =>
    (await asOwner('GET /api/v1/users/consents', {}, consentsOf)).value.consents,
  /** @returns what holds now, which another device may have had a say in */
  changeConsents: async (consents: GivenConsents['consents']) =>
    (
      await asMe(
        'PUT /api/v1/users/consents',
        { body: { consents: consents.map(withinMemory) } },
        consentsOf,
      )
    ).value.consents,

  /** A code by which another device becomes mine as well. */
  makeTransferCode: async () =>
    (await asOwner('POST /api/v1/users/transfer-codes', {}, transferCodeOf)).value,
  /**
   * Becomes whoever made the code. Whoever used this device until now is forgotten here for good.
   * @returns who this device is from now on
   */
  redeemTransferCode: async (code: string): Promise<Login> => {
    const { value } = await openly('POST /api/v1/users/token', { body: { code } }, loginOf);
    await logins.keep(value, undefined);
    return value;
  },

  /** Everything that is kept about me, page by page, as the API has it: to be handed out as it is. */
  exportPages: async function* (): AsyncGenerator<unknown> {
    let cursor: string | undefined;
    do {
      const query = { ...(cursor !== undefined && { cursor }) };
      const page = await asOwner('GET /api/v1/users/me/export', { query }, anything);
      yield page.value;
      cursor = nextOf(page.headers);
    } while (cursor !== undefined);
  },
  /** For good; the client then forgets the login and whatever else it keeps. */
  deleteMe: async (): Promise<void> => {
    await asOwner('DELETE /api/v1/users/me', {}, nothing);
  },
});

/** The device's clock may have been wrong by decades; that must not cost the consent. */
const withinMemory = (consent: GivenConsents['consents'][number]) => ({
  ...consent,
  ...(consent.secondsAgo !== undefined && {
    secondsAgo: Math.min(consentMaximumSecondsAgo, Math.max(0, consent.secondsAgo)),
  }),
});
