import { type Login, loginOf } from './answers.ts';
import type { Answer, Asked, Line } from './lines.ts';
import type { Reader } from './reading.ts';
import { type Answered, type RequestPorts, send } from './request.ts';
import { isProblem } from './trouble.ts';

/** Where this device keeps who it is. */
export interface LoginStore {
  readonly read: () => Promise<Login | undefined>;
  /** @param stale the login that worked no longer and that this one replaces */
  readonly keep: (login: Login, stale: Login | undefined) => Promise<void>;
}

export interface ApiPorts extends RequestPorts {
  readonly logins: LoginStore;
}

type Headed<L extends Line> = Asked<L> & { readonly headers?: Readonly<Record<string, string>> };

type Caller = <L extends Line, Value>(
  line: L,
  asked: Headed<L>,
  read: Reader<Value, Answer<L>>,
) => Promise<Answered<Value>>;

export type Callers = ReturnType<typeof callers>;

/** The three ways to call: as anybody, as whoever uses this device, as the owner of something. */
export const callers = (ports: ApiPorts) => {
  const { logins } = ports;
  /** Whoever finds no login at the same time waits for the same new one. */
  let issuing: Promise<Login> | undefined;
  /** Issued here, and not yet seen to work: another one would work no better. */
  let untried: string | undefined;

  const issue = async (stale: Login | undefined): Promise<Login> => {
    const line = 'POST /api/v1/users/token/issue';
    const { value } = await send(ports, line, {}, loginOf, undefined);
    untried = value.authToken;
    await logins.keep(value, stale);
    return value;
  };

  const newLogin = (stale: Login | undefined): Promise<Login> => {
    issuing ??= issue(stale).finally(() => {
      issuing = undefined;
    });
    return issuing;
  };

  const login = async (): Promise<Login> => issuing ?? (await logins.read()) ?? newLogin(undefined);

  const openly: Caller = async (line, asked, read) =>
    send(ports, line, asked, read, (await logins.read())?.authToken);

  /** What belongs to one login cannot be seen by another one, so none is made. */
  const asOwner: Caller = async (line, asked, read) => {
    const { authToken } = await login();
    const answered = await send(ports, line, asked, read, authToken);
    if (untried === authToken) untried = undefined;
    return answered;
  };

  /** A login that works no longer is replaced, once a call. */
  const asMe: Caller = async (line, asked, read) => {
    const used = await login();
    try {
      return await asOwner(line, asked, read);
    } catch (error) {
      if (!isProblem(error, 401) || untried === used.authToken) throw error;
      // Another tab, or a call beside this one, may have replaced it meanwhile.
      const kept = await logins.read();
      if (kept === undefined || kept.authToken === used.authToken) await newLogin(used);
      return asOwner(line, asked, read);
    }
  };

  return { login, openly, asOwner, asMe };
};
