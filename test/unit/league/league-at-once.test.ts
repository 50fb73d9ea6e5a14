import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { seoulDay } from '../../../shared/calendar/seoul-day.ts';
import { giveSeat } from '../../../shared/league/give-seat.ts';
import { keepPractice } from '../../../shared/league/keep-practice.ts';
import { leaveLeague } from '../../../shared/league/leave-league.ts';
import { weekAt } from '../../../shared/league/week.ts';
import { leagueJourney, monday } from '../../support/league-journey.ts';

const me = 7_001;
const week = weekAt(monday);
const stores = ['participations', 'groups', 'names', 'habits', 'consents'];

/**
 * The same stores, each call of which waits for its turn; a run dies so many calls after its beginning.
 */
function slowed<Ports extends object>(
  ports: Ports,
  turn: () => Promise<unknown>,
  diesAfter: number,
): Ports {
  let left = diesAfter;
  const store = (of: object) =>
    new Proxy(of, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          await turn();
          const done: unknown = await Reflect.apply(method, target, args);
          left -= 1;
          if (left === 0) throw new Error('killed');
          return done;
        };
      },
    });
  return Object.fromEntries(
    Object.entries(ports).map(([name, of]) => [name, stores.includes(name) ? store(of) : of]),
  ) as Ports;
}

it('everything that is counted while a seat is given, left or killed half-way is shown once it is repeated', async () => {
  const run = fc.record({ begins: fc.nat(20), diesAfter: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.tuple(run, run, run, run),
      fc.boolean(),
      async (scheduler, [seating, first, second, leaving], leaves) => {
        const world = leagueJourney();
        await world.ports.participations.join(me);
        const turn = () => scheduler.schedule(Promise.resolve());
        const untilDone = async (
          { begins, diesAfter }: typeof seating,
          work: (ports: typeof world.ports) => Promise<unknown>,
        ) => {
          for (let at = 0; at < begins; at++) await turn();
          // A queue, a schedule or a learner does this: what broke off begins again, and nothing
          // else does.
          await work(slowed(world.ports, turn, diesAfter)).catch(() =>
            work(slowed(world.ports, turn, 0)),
          );
        };
        const taught = (at: number, topicId: number) => {
          const day = seoulDay(monday + at);
          let isThere = false;
          return (ports: typeof world.ports) => {
            if (!isThere) world.lectureAt(me, monday + at, topicId);
            isThere = true;
            return keepPractice(ports, me, day);
          };
        };
        const runs = [
          untilDone(seating, (ports) => giveSeat(ports, me, week)),
          untilDone(first, taught(0, 1001)),
          untilDone(second, taught(60_000, 1002)),
        ];
        if (leaves) runs.push(untilDone(leaving, (ports) => leaveLeague(ports, me)));
        await scheduler.waitFor(Promise.all(runs));
        if (leaves) {
          expect(world.league.rows.size).toBe(0);
          await world.ports.participations.join(me);
          await giveSeat(world.ports, me, week);
        }
        expect(world.owed(me, week)).toBe(20);
        expect((await world.read(me)).members.map(({ points }) => points)).toEqual([20]);
        // The others may see less of a day until the next one, and never more.
        const [told] = world.league.rows.values();
        expect(told?.points).toBeLessThanOrEqual(20);
      },
    ),
    { numRuns: 300 },
  );
});
