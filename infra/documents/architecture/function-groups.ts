import { type Verb, verbsOf } from './actions.ts';
import type { Architecture, Endpoint, FunctionDuty, Piece } from './architecture.ts';

/** What the functions of one box do to a piece. */
export interface Access {
  readonly piece: Piece;
  readonly verbs: readonly Verb[];
}

/** Functions that share one box, because they are called in the same way and have the same arrows. */
export interface FunctionGroup {
  readonly functions: readonly [FunctionDuty, ...FunctionDuty[]];
  readonly accesses: readonly Access[];
  readonly endpoints: readonly Endpoint[];
}

export function groupFunctions({ functions, pieces }: Architecture): FunctionGroup[] {
  const groups = new Map<string, FunctionGroup>();
  for (const fn of functions) {
    const accesses = accessesOf(fn, pieces);
    const calledBy = fn.calledBy.map((trigger) =>
      trigger.kind === 'route' ? trigger.kind : trigger,
    );
    const key = JSON.stringify([calledBy, accesses, fn.endpoints]);
    const group = groups.get(key);
    groups.set(key, {
      functions: group === undefined ? [fn] : [...group.functions, fn],
      accesses,
      endpoints: fn.endpoints,
    });
  }
  return [...groups.values()];
}

function accessesOf({ grants, calledBy }: FunctionDuty, pieces: readonly Piece[]): Access[] {
  return pieces.flatMap((piece) => {
    const actions = grants.filter(({ on }) => on === piece.name).flatMap((grant) => grant.actions);
    // The arrow of the delivery already says that the function receives.
    const isDelivered = calledBy.some(
      (trigger) => trigger.kind === 'queue' && trigger.queue === piece.name,
    );
    const verbs = verbsOf(actions).filter((verb) => !(isDelivered && verb === 'receive'));
    return verbs.length === 0 ? [] : [{ piece, verbs }];
  });
}
