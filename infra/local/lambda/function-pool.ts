import { randomUUID } from 'node:crypto';
import type { LocalFunction } from '../template/model.ts';
import type { InvocationResult, LambdaEnvironment } from './lambda-environment.ts';

export interface PoolLimits {
  /** With this many environments in use, an invocation waits for its turn. */
  readonly maximum: number;
  /** How long an environment waits for its next event before it is ended. */
  readonly idleSeconds: number;
}

/**
 * The environments of one function. An event that finds no free environment has a new one started and takes
 * the first that is free, as on Lambda. A call of some milliseconds may end before the new one has imported
 * its bundle, and the new one then serves later events.
 */
export class FunctionPool {
  readonly #fn: LocalFunction;
  readonly #start: () => LambdaEnvironment;
  readonly #limits: PoolLimits;
  /** The environment that was used last is at the end; each has the timer that ends it. */
  readonly #idle: { environment: LambdaEnvironment; ending: NodeJS.Timeout }[] = [];
  readonly #starting = new Set<LambdaEnvironment>();
  readonly #busy = new Set<LambdaEnvironment>();
  readonly #waiting: ((environment: LambdaEnvironment | undefined) => void)[] = [];
  #stopped = false;

  constructor(fn: LocalFunction, start: () => LambdaEnvironment, limits: PoolLimits) {
    this.#fn = fn;
    this.#start = start;
    this.#limits = limits;
  }

  async invoke(event: unknown): Promise<InvocationResult> {
    const environment = this.#stopped ? undefined : (this.#takeIdle() ?? (await this.#firstFree()));
    if (environment === undefined) {
      return {
        succeeded: false,
        requestId: randomUUID(),
        errorType: 'Sandbox.Stopped',
        errorMessage: `${this.#fn.logicalId}: the local stack is stopping`,
      };
    }
    this.#busy.add(environment);
    try {
      return await environment.invoke(event);
    } finally {
      this.#busy.delete(environment);
      if (environment.state === 'idle') this.#offer(environment);
      else this.#growForTheWaiting();
    }
  }

  counts(): { idle: number; busy: number } {
    return { idle: this.#idle.length, busy: this.#busy.size };
  }

  async killBusy(choose: ((busyCount: number) => number) | undefined): Promise<number> {
    const busy = [...this.#busy];
    const chosen = choose?.(busy.length);
    const killed = chosen === undefined ? busy : busy.slice(chosen, chosen + 1);
    await Promise.all(killed.map((environment) => environment.kill()));
    return killed.length;
  }

  async stop(graceMilliseconds: number): Promise<void> {
    this.#stopped = true;
    for (const give of this.#waiting.splice(0)) give(undefined);
    const idle = this.#idle.splice(0);
    for (const { ending } of idle) clearTimeout(ending);
    const deadline = Date.now() + graceMilliseconds;
    while (this.#busy.size > 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const left = [...idle.map(({ environment }) => environment), ...this.#starting, ...this.#busy];
    await Promise.all(left.map((environment) => environment.kill()));
  }

  /**
   * Takes the environment that was used last, which is most likely warm, and passes over those that died
   * while idle.
   */
  #takeIdle(): LambdaEnvironment | undefined {
    for (;;) {
      const last = this.#idle.pop();
      if (last === undefined) return undefined;
      clearTimeout(last.ending);
      if (last.environment.state === 'idle') return last.environment;
    }
  }

  #firstFree(): Promise<LambdaEnvironment | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#growForTheWaiting();
    });
  }

  #growForTheWaiting(): void {
    const mayGrow = () =>
      !this.#stopped &&
      this.#starting.size < this.#waiting.length &&
      this.#starting.size + this.#busy.size < this.#limits.maximum;
    while (mayGrow()) {
      const environment = this.#start();
      this.#starting.add(environment);
      void environment.started.then(() => {
        this.#starting.delete(environment);
        // An environment that did not start fails the event that gets it.
        this.#offer(environment);
      });
    }
  }

  #offer(environment: LambdaEnvironment): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(environment);
    else if (environment.state === 'idle') this.#keep(environment);
  }

  #keep(environment: LambdaEnvironment): void {
    if (this.#stopped || this.#limits.idleSeconds === 0) {
      void environment.kill();
      return;
    }
    const ending = setTimeout(() => {
      const at = this.#idle.findIndex((idle) => idle.environment === environment);
      if (at >= 0) this.#idle.splice(at, 1);
      void environment.kill();
    }, this.#limits.idleSeconds * 1_000);
    ending.unref();
    this.#idle.push({ environment, ending });
  }
}
