import { leagueLimits } from '../../shared/contracts/league.ts';
import type { WeekGroup } from '../../shared/habits/ports.ts';
import type { SeatPoints } from '../../shared/league/places.ts';
import type {
  GroupStore,
  Member,
  OpenGroups,
  Participation,
  ParticipationStore,
  PartOfPoints,
  Seat,
  ShownName,
  ShownNames,
} from '../../shared/league/ports.ts';

type Row = Member & { readonly parts: readonly (PartOfPoints | undefined)[] };

export interface InMemoryLeague {
  /** As the code that counts practice reads them with the months. */
  readonly groupsOf: (userId: number) => readonly WeekGroup[];
  readonly participations: ParticipationStore;
  readonly groups: GroupStore;
  readonly open: OpenGroups;
  readonly names: ShownNames;
  /** Deletes all rows of a learner, and lets none come back. */
  erase(userId: number): void;
  /** Members’ rows, by `week group user`. */
  readonly rows: ReadonlyMap<string, Row>;
}

const nameOf = ({ week, group }: Pick<Seat, 'week' | 'group'>, userId: number) =>
  `${week} ${group} ${userId}`;

/** The league under the same conditions as in the DynamoDB adapters. */
export function inMemoryLeague(): InMemoryLeague {
  const participations = new Map<number, Participation>();
  const notes = new Map<string, Seat>();
  const rows = new Map<string, Row>();
  const doors = new Map<string, { group: string; seats: number }>();
  const listed = new Map<string, { ended?: readonly SeatPoints[] }>();
  const codes = new Map<number, ShownName>();
  const gone = new Set<number>();
  const change = (userId: number, parts: Partial<Participation>) => {
    const before = participations.get(userId);
    if (!before) return false;
    participations.set(userId, { ...before, ...parts });
    return true;
  };
  const notedOf = (userId: number) =>
    [...notes].filter(([name]) => name.startsWith(`${userId}/`)).map(([, seat]) => seat);
  const standUp = async (userId: number) => {
    for (const seat of notedOf(userId)) {
      rows.delete(nameOf(seat, userId));
      notes.delete(`${userId}/${seat.week}`);
    }
  };
  const rename = async (userId: number, name: ShownName | undefined) => {
    for (const seat of notedOf(userId)) {
      const row = rows.get(nameOf(seat, userId));
      if (row) rows.set(nameOf(seat, userId), { ...row, name });
    }
  };

  return {
    rows,
    groupsOf(userId) {
      const { isIn, seats = [] } = participations.get(userId) ?? { isIn: false };
      return isIn ? seats : [];
    },
    erase(userId) {
      gone.add(userId);
      void standUp(userId);
      participations.delete(userId);
      codes.delete(userId);
    },
    participations: {
      find: async (userId) => structuredClone(participations.get(userId)),
      findWithMonths: async (userId) => ({
        found: structuredClone(participations.get(userId)),
        months: [],
      }),
      async join(userId) {
        participations.set(userId, { ...participations.get(userId), isIn: true });
      },
      async leave(userId) {
        change(userId, { isIn: false, seatedWeek: undefined, name: undefined });
      },
      async setName(userId, name) {
        const { isIn, nameTakenDownAt } = participations.get(userId) ?? { isIn: false };
        if (!isIn || (name && nameTakenDownAt !== undefined)) return false;
        return change(userId, { name });
      },
      async setSeats(userId, seats, name) {
        const { isIn, name: shown } = participations.get(userId) ?? { isIn: false };
        if (!isIn || shown?.text !== name?.text || shown?.code !== name?.code) return false;
        return change(userId, { seats });
      },
      async noteSeated(userId, seatedWeek) {
        if (participations.get(userId)?.isIn) change(userId, { seatedWeek });
      },
      async settle(userId, last) {
        const before = participations.get(userId)?.last;
        if (!before || before.week < last.week) change(userId, { last });
      },
      markNameTakenDown: async (userId, nameTakenDownAt) => change(userId, { nameTakenDownAt }),
    },
    groups: {
      async enter(week, activity) {
        const door = doors.get(`${week} ${activity}`);
        if (!door || door.seats >= leagueLimits.seats) return undefined;
        door.seats += 1;
        return { week, group: door.group, seat: door.seats - 1 };
      },
      async open(week, activity, group) {
        const door = doors.get(`${week} ${activity}`);
        if (door && door.seats < leagueLimits.seats) return undefined;
        listed.set(`${week} ${group}`, {});
        doors.set(`${week} ${activity}`, { group, seats: 1 });
        return { week, group, seat: 0 };
      },
      claimed: async (userId, week) => notes.get(`${userId}/${week}`),
      async claim(userId, seat) {
        const claimed = notes.get(`${userId}/${seat.week}`) ?? seat;
        notes.set(`${userId}/${seat.week}`, claimed);
        return claimed;
      },
      async sit(userId, { week, group, seat }, name) {
        if (gone.has(userId) || !notes.has(`${userId}/${week}`)) return false;
        const before = rows.get(nameOf({ week, group }, userId)) ?? { points: 0, parts: [] };
        rows.set(nameOf({ week, group }, userId), { ...before, userId, seat, name });
        return true;
      },
      standUp,
      async keepPoints(userId, group, given) {
        const row = rows.get(nameOf(group, userId));
        if (!row || (row.parts[given.part]?.version ?? -1) >= given.version) return;
        const parts = [0, 1].map((part) => (part === given.part ? given : row.parts[part]));
        const points = parts.reduce((sum, part) => sum + (part?.points ?? 0), 0);
        rows.set(nameOf(group, userId), { ...row, parts, points });
      },
      rename,
      members: async ({ week, group }) =>
        [...rows].filter(([name]) => name.startsWith(`${week} ${group} `)).map(([, row]) => row),
      member: async (userId, seat) => rows.get(nameOf(seat, userId)),
    },
    open: {
      lists: 2,
      async *list(week, which) {
        for (const name of [...listed.keys()]) {
          const [ofWeek, group = ''] = name.split(' ');
          if (Number(ofWeek) === week && group.length % 2 === which) yield group;
        }
      },
      async freeze(week, group, ended) {
        const row = listed.get(`${week} ${group}`);
        if (row) row.ended ??= ended;
        return row?.ended;
      },
      async close(week, group) {
        listed.delete(`${week} ${group}`);
      },
    },
    names: {
      async find(code) {
        const found = [...codes].find(([, name]) => name.code === code);
        return found && { userId: found[0], text: found[1].text };
      },
      async show(userId, { text, code }) {
        if (gone.has(userId)) return undefined;
        const shown = { text, code: codes.get(userId)?.code ?? code };
        codes.set(userId, shown);
        return shown;
      },
      async hide(userId) {
        codes.delete(userId);
      },
    },
  };
}
