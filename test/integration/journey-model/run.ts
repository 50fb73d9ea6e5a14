import { setImmediate } from 'node:timers/promises';

/**
 * What becomes of one call to the outside: `made`; `fails` before it had an effect; `answer lost`
 * (it had its effect, and the caller gets an error); `sent twice` (the client lost the first answer
 * and tried again by itself: the caller gets the second one).
 */
export type Fate = 'made' | 'fails' | 'answer lost' | 'sent twice';

/** Stands before every call to the outside, so that a run can be held, cut off or disturbed there. */
export type Gate = <Answer>(call: string, make: () => Promise<Answer>) => Promise<Answer>;

/** What a run may put or remove outside its learner's partition. */
export type SharingAct =
  | { readonly does: 'share'; readonly userId: number }
  | { readonly does: 'copy' | 'report'; readonly userId: number; readonly code: string }
  | { readonly does: 'stop' | 'delete topic'; readonly userId: number; readonly topicId: number }
  | { readonly does: 'delete user'; readonly userId: number }
  | { readonly does: 'take down'; readonly code: string; readonly withCopies: boolean };

/** How far a run goes, counted in calls to the outside. */
export type Plan =
  | { readonly until: 'end' }
  | { readonly until: 'pause' | 'crash'; readonly afterCalls: number }
  | { readonly until: 'fault'; readonly atCall: number; readonly fate: Exclude<Fate, 'made'> };

interface WaitingCall {
  readonly name: string;
  make(fate: Fate): Promise<void>;
}

/** An outage made by the schedule, for which the code under test is never responsible. */
class Outage extends Error {
  override readonly name = 'Outage';
}

/**
 * One invocation of a function. It proceeds only from call to call, when told to; a killed one gets
 * no answer any more, so nothing of it runs on, not even its error handling.
 */
export class Run {
  readonly title: string;
  /** When its function's timeout kills it, in milliseconds since the epoch. */
  readonly endsAt: number;
  readonly calls: string[] = [];
  state: 'under way' | 'ended' | 'threw' | 'killed' = 'under way';
  error: unknown;
  isDisturbed = false;
  /** What it does with shared topics, for the ledger that watches those. */
  act: SharingAct | undefined;
  /** The lecture that its stamped message may reopen. */
  redrives: string | undefined;
  readonly #waiting: WaitingCall[] = [];
  #stirred = Promise.withResolvers<void>();

  private constructor(title: string, endsAt: number) {
    this.title = title;
    this.endsAt = endsAt;
  }

  /** Begins the work and takes it to its first call. */
  static async start(
    title: string,
    endsAt: number,
    work: (gate: Gate, run: Run) => Promise<void>,
  ): Promise<Run> {
    const run = new Run(title, endsAt);
    work(run.#gate, run).then(
      () => run.#close('ended'),
      (error: unknown) => {
        run.error = error;
        run.#close('threw');
      },
    );
    await run.#untilItWaits();
    return run;
  }

  get isUnderWay(): boolean {
    return this.state === 'under way';
  }

  /** Lets its next call happen, and waits until it comes to the one after. */
  async step(fate: Fate = 'made'): Promise<void> {
    const call = this.#waiting.shift();
    if (!call || !this.isUnderWay) return;
    const isPaidFor = call.name.startsWith('provider');
    const its = isPaidFor ? 'made' : fate;
    this.calls.push(its === 'made' ? call.name : `${call.name} (${its})`);
    if (its !== 'made') this.isDisturbed = true;
    await call.make(its);
    await this.#untilItWaits();
  }

  async follow(plan: Plan): Promise<void> {
    if (plan.until === 'pause' || plan.until === 'crash') {
      for (let made = 0; made < plan.afterCalls && this.isUnderWay; made++) await this.step();
      if (plan.until === 'crash') this.kill();
      return;
    }
    for (let call = 0; this.isUnderWay; call++) {
      await this.step(plan.until === 'fault' && call === plan.atCall ? plan.fate : 'made');
    }
  }

  kill(): void {
    if (this.isUnderWay) this.#close('killed');
    this.#waiting.length = 0;
  }

  readonly #gate: Gate = (name, make) =>
    new Promise((resolve, reject) => {
      this.#waiting.push({
        name,
        make: (fate) => answerOf(make, fate).then(resolve, reject),
      });
      this.#stirred.resolve();
    });

  #close(state: 'ended' | 'threw' | 'killed'): void {
    if (this.state !== 'killed') this.state = state;
    this.#stirred.resolve();
  }

  async #untilItWaits(): Promise<void> {
    // With several calls at once, the answered one may first ask for its next.
    await setImmediate();
    while (this.isUnderWay && this.#waiting.length === 0) {
      this.#stirred = Promise.withResolvers();
      await this.#stirred.promise;
    }
  }
}

async function answerOf<Answer>(make: () => Promise<Answer>, fate: Fate): Promise<Answer> {
  if (fate === 'fails') throw new Outage('not sent');
  if (fate === 'made') return make();
  const first = make();
  await first.catch(() => undefined);
  if (fate === 'answer lost') throw new Outage('no answer');
  return make();
}

/** A client whose every command waits at the gate. */
export function gated<Client extends { send(command: never): unknown }>(
  client: Client,
  service: string,
  gate: Gate,
): Client {
  return new Proxy(client, {
    get(target, property) {
      if (property !== 'send') return Reflect.get(target, property);
      return (command: Parameters<Client['send']>[0]) =>
        gate(`${service}.${nameOf(command)}`, async () => target.send(command));
    },
  });
}

function nameOf(command: object): string {
  return command.constructor.name.replace(/Command$/, '');
}

/** Only an injected fault or a refusal of the domain may come out of a function. */
export function brokenRuns(runs: readonly Run[]): string[] {
  return runs
    .filter(({ state, error, isDisturbed }) => {
      const isRefusal = error instanceof Error && error.name === 'DomainError';
      return state === 'threw' && !isDisturbed && !isRefusal;
    })
    .map(({ title, error }) => `${title} threw ${String(error)}`);
}
