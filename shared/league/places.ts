/** What a seat of a group has. */
export interface SeatPoints {
  readonly seat: number;
  readonly points: number;
}

export interface Placed<Member> {
  readonly member: Member;
  /** From 1; equal points share one. */
  readonly place: number;
}

/** The most points first; of equal ones whoever sat down earlier. */
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
