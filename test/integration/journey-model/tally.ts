import type { ScheduleOutcome } from './schedule-run.ts';

/** What the schedules of a run led to. */
export class Tally {
  readonly #endings = new Map<string, number>();
  readonly #topics = new Map<string, number>();
  readonly #sharing = new Map<string, number>();
  /** Judgements that followed a result. */
  readonly #laters = new Map<string, number>();
  #lectures = 0;
  #deleted = 0;
  #kills = 0;
  #faults = 0;
  #speech = 0;
  #assessment = 0;

  add({ lectures, topics, sharing, deleted, kills, faults, providerCalls }: ScheduleOutcome): void {
    for (const { status, failureReason, later } of lectures) {
      if (later) note(this.#laters, `${later.by} ${failureReason ?? status}`);
      else note(this.#endings, failureReason ?? status);
    }
    for (const ending of sharing) note(this.#sharing, ending);
    for (const ending of topics) note(this.#topics, ending);
    this.#lectures += lectures.length;
    this.#deleted += deleted;
    this.#kills += kills;
    this.#faults += faults;
    this.#speech += providerCalls.speech;
    this.#assessment += providerCalls.assessment;
  }

  toString(): string {
    return [
      `${this.#lectures} lectures: ${listed(this.#endings)}; ${this.#deleted} went with their user`,
      `later judgements: ${listed(this.#laters)}`,
      `own topics: ${listed(this.#topics)}`,
      `shared topics: ${listed(this.#sharing)}`,
      `${this.#kills} runs killed, ${this.#faults} disturbed`,
      `${this.#speech} speech calls, ${this.#assessment} assessments`,
    ].join('\n');
  }
}

const note = (counts: Map<string, number>, name: string) =>
  counts.set(name, (counts.get(name) ?? 0) + 1);

const listed = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
