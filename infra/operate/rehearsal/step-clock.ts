/** How long each step of a rehearsal took, to see which one has become slow. */
export class StepClock {
  readonly #steps: { readonly title: string; readonly seconds: number }[] = [];

  /** Also of a step that failed. */
  async time<Outcome>(title: string, act: () => Promise<Outcome>): Promise<Outcome> {
    const startedAt = performance.now();
    try {
      return await act();
    } finally {
      this.#steps.push({ title, seconds: (performance.now() - startedAt) / 1000 });
    }
  }

  /** e.g. `deploy 21, teach 9; 30 in all` */
  report(): string {
    const all = this.#steps.reduce((sum, { seconds }) => sum + seconds, 0);
    const each = this.#steps.map(({ title, seconds }) => `${title} ${seconds.toFixed(0)}`);
    return `${each.join(', ')}; ${all.toFixed(0)} in all`;
  }
}
