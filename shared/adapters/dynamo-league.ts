import { randomBytes } from 'node:crypto';
import { codeBytes, codeOfBytes } from '../contracts/shared-topics.ts';
import type { HabitStore } from '../habits/ports.ts';
import type { GiveSeatPorts } from '../league/give-seat.ts';
import type { ParticipationStore, ShownNames } from '../league/ports.ts';
import { dynamoConsents } from './dynamo-consents.ts';
import { dynamoHabits } from './dynamo-habits.ts';
import { dynamoLeagueGroups } from './dynamo-league-groups.ts';
import { dynamoParticipations } from './dynamo-participations.ts';
import { dynamoShownNames } from './dynamo-shown-names.ts';
import type { Table } from './dynamo-table.ts';

/** Wires what seats learners, on the one table. */
export function dynamoLeague(
  table: Table,
  clock: () => number,
): GiveSeatPorts & {
  readonly participations: ParticipationStore;
  readonly names: ShownNames;
  readonly habits: HabitStore;
} {
  return {
    participations: dynamoParticipations(table),
    groups: dynamoLeagueGroups(table),
    names: dynamoShownNames(table),
    habits: dynamoHabits(table),
    consents: dynamoConsents(table),
    newCode: () => codeOfBytes(randomBytes(codeBytes)),
    clock,
  };
}
