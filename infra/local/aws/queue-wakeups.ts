/**
 * Wakes long polls as soon as a queue may have a message: one was sent or put back, or its visibility timeout
 * or delay has ended. Counting the wake-ups closes the gap between looking into the queue and starting to
 * wait.
 */
export class QueueWakeups {
  readonly #counts = new Map<string, number>();
  readonly #waiters = new Map<string, Set<() => void>>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  count(queueName: string): number {
    return this.#counts.get(queueName) ?? 0;
  }

  wake(queueName: string): void {
    this.#counts.set(queueName, this.count(queueName) + 1);
    for (const waiter of [...(this.#waiters.get(queueName) ?? [])]) waiter();
  }

  wakeAfter(queueName: string, delayMs: number): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.wake(queueName);
    }, delayMs);
    timer.unref();
    this.#timers.add(timer);
  }

  /** Resolves at the first wake-up after `seenCount`, after `timeoutMs`, or on abort. */
  wait(
    queueName: string,
    seenCount: number,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    if (this.#stopped || this.count(queueName) !== seenCount || signal?.aborted) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(queueName) ?? new Set();
      this.#waiters.set(queueName, waiters);
      const done = () => {
        clearTimeout(timer);
        waiters.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      waiters.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const waiters of this.#waiters.values()) for (const waiter of [...waiters]) waiter();
  }
}
