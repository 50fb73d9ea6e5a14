import { type Login, loginOf } from './answers.ts';
import type { Answer, Asked, Line } from './lines.ts';
import type { Reader } from './reading.ts';
import { type Answered, type RequestPorts, send } from './request.ts';
import { isProblem } from './trouble.ts';

/** Where this device keeps its login. */
export interface LoginStore {
  readonly read: () => Promise<Login | undefined>;
  /** @param stale the login that no longer works and that this one replaces */
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

/**
 * The three ways to call: `openly` as anybody, `asMe` as whoever uses this device, and `asOwner` as the
 * owner of something.
 */
export const callers = (ports: ApiPorts) => {
  const { logins } = ports;
  /** Calls that find no login at the same time wait for the same new one. */
  let issuing: Promise<Login> | undefined;
  /** A token that was issued here and has not worked yet. If it is refused, another one would be too. */
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

  /** Only one login can see what it owns, so this way never makes a new one. */
  const asOwner: Caller = async (line, asked, read) => {
    const { authToken } = await login();
    const answered = await send(ports, line, asked, read, authToken);
    if (untried === authToken) untried = undefined;
    return answered;
  };

  /** Replaces a login that no longer works, once for each call. */
  const asMe: Caller = async (line, asked, read) => {
    const used = await login();
    try {
      return await asOwner(line, asked, read);
    } catch (error) {
      if (!isProblem(error, 401) || untried === used.authToken) throw error;
      // Another tab, or another call, may have replaced the login meanwhile.
      const kept = await logins.read();
      if (kept === undefined || kept.authToken === used.authToken) await newLogin(used);
      return asOwner(line, asked, read);
    }
  };

  return { login, openly, asOwner, asMe };
};
