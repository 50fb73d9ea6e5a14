import { type LectureRow, placeOf, type StoredRows } from './stored-rows.ts';

/**
 * Watches what follows a result: each judgement is made once, by the one that has its place, and changes
 * nothing of the lecture that it is about.
 */
export class LaterLedger {
  /** The judgement that has the place: for good. */
  readonly #judged = new Map<string, number>();

  /** @returns what is broken now */
  check(rows: StoredRows): string[] {
    const broken: string[] = [];
    const byId = new Map(rows.lectures.map((row) => [`${row.userId}/${row.lectureId}`, row]));
    for (const row of rows.lectures) {
      const place = placeOf(row);
      if (!place || !row.later || !rows.isAlive(row.userId)) continue;
      const about = `the ${row.later.by} ${row.lectureId}`;
      const first = byId.get(`${row.userId}/${row.later.lectureId}`);
      if (first?.status !== 'SUCCESS') broken.push(`${about} is of no lecture with a result`);
      if (!first?.hasLater) broken.push(`${about} is not told of by its lecture`);
      if (!rows.places.has(place)) broken.push(`${about} has a row and no place`);
      if (row.status === 'SUCCESS') broken.push(...this.#checkJudged(row, place, rows));
    }
    return broken;
  }

  #checkJudged({ lectureId, labels }: LectureRow, place: string, rows: StoredRows): string[] {
    const first = this.#judged.get(place) ?? lectureId;
    this.#judged.set(place, first);
    if (first !== lectureId) return [`${place} was judged as ${first} and as ${lectureId}`];
    if (rows.places.get(place) !== lectureId) return [`${place} was taken from a judged one`];
    return labels ? [] : [`${place} was judged without a label`];
  }
}
