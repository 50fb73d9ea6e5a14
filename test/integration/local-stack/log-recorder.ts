/** Collects log lines, and lets a test wait for a line instead of for a time. */
export class LogRecorder {
  readonly lines: string[] = [];
  readonly #waiting = new Set<() => void>();

  readonly log = (line: string): void => {
    this.lines.push(line);
    for (const check of [...this.#waiting]) check();
  };

  /** Resolves with the first line that matches, written before or after the call. */
  line(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.lines.find((line) => pattern.test(line));
        if (found === undefined) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }
}
