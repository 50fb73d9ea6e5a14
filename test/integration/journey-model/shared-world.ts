/** What is known about shared topics besides the table. */
export class SharedWorld {
  /** Codes that a device was answered, newest last. */
  readonly codes: string[] = [];
  readonly #judged = new Map<number, number>();
  #made = 0;

  newCode(): string {
    this.#made += 1;
    return `CODE${String(this.#made).padStart(12, '0')}`;
  }

  told(code: string): void {
    if (!this.codes.includes(code)) this.codes.push(code);
  }

  /** A moderator has looked at a topic of this learner. */
  judged(userId: number): void {
    this.#judged.set(userId, this.judgedOf(userId) + 1);
  }

  judgedOf(userId: number): number {
    return this.#judged.get(userId) ?? 0;
  }
}
