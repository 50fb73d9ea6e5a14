/** The points of one seat of a group. */
export interface SeatPoints {
  readonly seat: number;
  readonly points: number;
}

export interface Placed<Member> {
  readonly member: Member;
  /** Counted from 1. Members with equal points share a place. */
  readonly place: number;
}

/**
 * Places members by their points. Where two have equal points, the one who sat down earlier is listed
 * first.
 */
export function placesOf<Member extends SeatPoints>(
  members: readonly Member[],
): readonly Placed<Member>[] {
  return members
    .toSorted((one, other) => other.points - one.points || one.seat - other.seat)
    .map((member) => ({
      member,
      place: 1 + members.filter(({ points }) => points > member.points).length,
    }));
}
