import { dynamoConsents } from '../../shared/adapters/dynamo-consents.ts';
import { dynamoLeagueGroups } from '../../shared/adapters/dynamo-league-groups.ts';
import { dynamoParticipations } from '../../shared/adapters/dynamo-participations.ts';
import {
  dynamoLastTaught,
  dynamoPushKey,
  dynamoReminders,
} from '../../shared/adapters/dynamo-reminders.ts';
import { dynamoShownNames } from '../../shared/adapters/dynamo-shown-names.ts';
import { pushServicesOf } from '../../shared/adapters/push-hosts.ts';
import { changeConsentsEnvironment } from '../../shared/contracts/environment.ts';
import {
  changeRemindersRoute as change,
  getRemindersRoute as reminders,
} from '../../shared/contracts/routes/reminders.ts';
import { changeConsentsRoute as consents } from '../../shared/contracts/routes/users.ts';
import { leaveLeague } from '../../shared/league/leave-league.ts';
import { type HttpAction, httpHandler } from '../../shared/platform/http-handler.ts';
import { severalRoutes } from '../../shared/platform/several-routes.ts';
import { openUserFunction } from '../../shared/platform/user-function.ts';
import {
  type ChangeRemindersPorts,
  changeReminders,
  type ReadRemindersPorts,
  readReminders,
} from '../../shared/reminders/change-reminders.ts';
import {
  type ChangeConsentsPorts,
  changeConsents,
  consentsBody,
} from '../../shared/users/consents.ts';

const { environment, table, authenticate } = await openUserFunction(
  'change-consents',
  changeConsentsEnvironment,
);
const ports: ChangeRemindersPorts = {
  reminders: dynamoReminders(table),
  pushKey: dynamoPushKey(table),
  lastTaught: dynamoLastTaught(table),
  isPushService: pushServicesOf(environment.PUSH_HOSTS),
  clock: Date.now,
};
const league = {
  participations: dynamoParticipations(table),
  groups: dynamoLeagueGroups(table),
  names: dynamoShownNames(table),
};

export const answerChangedConsents =
  (ports: ChangeConsentsPorts): HttpAction<'change-consents'> =>
  async ({ userId, body }) => ({
    body: consentsBody(await changeConsents(ports, userId, body.consents)),
  });

export const answerReminders =
  (ports: ReadRemindersPorts): HttpAction<'get-reminders'> =>
  async ({ userId }) => ({ body: await readReminders(ports, userId) });

export const answerChangedReminders =
  (ports: ChangeRemindersPorts): HttpAction<'change-reminders'> =>
  async ({ userId, body }) => ({ body: await changeReminders(ports, userId, body) });

export const handler = severalRoutes(
  [
    consents,
    httpHandler(
      consents,
      answerChangedConsents({
        consents: dynamoConsents(table),
        leaveLeague: (userId) => leaveLeague(league, userId),
        clock: Date.now,
      }),
      authenticate,
    ),
  ],
  [reminders, httpHandler(reminders, answerReminders(ports), authenticate)],
  [change, httpHandler(change, answerChangedReminders(ports), authenticate)],
);
