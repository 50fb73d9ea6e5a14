import { newId } from '../identifiers/json-safe-id.ts';
import { firstPresence } from '../retention/presence.ts';
import type { TokenIssuer, User, UserStore } from './user.ts';

export interface IssueTokenPorts {
  readonly users: Pick<UserStore, 'create'>;
  readonly tokens: TokenIssuer;
  readonly clock: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** Makes a user for a new device, under a default name that the learner may change. */
export async function issueToken(
  ports: IssueTokenPorts,
  kind: Pick<User, 'isCanary'> = {},
): Promise<{ user: User; token: string }> {
  const user = await createUser(ports, kind);
  const { userId, tokenVersion } = user;
  return { user, token: await ports.tokens.issue({ userId, tokenVersion }) };
}

/** @param random uniform in [0, 1) */
export function defaultName(random: number): string {
  return `사용자${String(Math.floor(random * 1_000_000)).padStart(6, '0')}`;
}

async function createUser(ports: IssueTokenPorts, kind: Pick<User, 'isCanary'>): Promise<User> {
  const now = ports.clock();
  const userId = newId(now, ports.random());
  const presence = kind.isCanary ? undefined : firstPresence(userId);
  const user: User = {
    userId,
    name: defaultName(ports.random()),
    tokenVersion: 1,
    createdAt: now,
    lastActiveDay: presence?.lastDay,
    presence,
    ...kind,
  };
  return (await ports.users.create(user)) ? user : createUser(ports, kind);
}
