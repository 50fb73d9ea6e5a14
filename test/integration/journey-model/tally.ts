import type { ScheduleOutcome } from './schedule-run.ts';

/** What the schedules of a run came to. */
export class Tally {
  readonly #endings = new Map<string, number>();
  #lectures = 0;
  #deleted = 0;
  #kills = 0;
  #faults = 0;
  #speech = 0;
  #assessment = 0;

  add({ lectures, deleted, kills, faults, providerCalls }: ScheduleOutcome): void {
    for (const { status, failureReason } of lectures) {
      const ending = failureReason ?? status;
      this.#endings.set(ending, (this.#endings.get(ending) ?? 0) + 1);
    }
    this.#lectures += lectures.length;
    this.#deleted += deleted;
    this.#kills += kills;
    this.#faults += faults;
    this.#speech += providerCalls.speech;
    this.#assessment += providerCalls.assessment;
  }

  toString(): string {
    const endings = [...this.#endings]
      .sort(([, a], [, b]) => b - a)
      .map(([ending, count]) => `${ending} ${count}`);
    return [
      `${this.#lectures} lectures: ${endings.join(', ')}; ${this.#deleted} went with their user`,
      `${this.#kills} runs killed, ${this.#faults} disturbed`,
      `${this.#speech} speech calls, ${this.#assessment} assessments`,
    ].join('\n');
  }
}
