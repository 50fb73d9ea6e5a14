import { sweepLecturesEnvironment } from '../../shared/contracts/environment.ts';
import { type SweepPorts, sweepLectures } from '../../shared/lectures/sweep-lectures.ts';
import { backgroundHandler } from '../../shared/platform/background-handler.ts';
import { loadEnvironment } from '../../shared/platform/environment.ts';
import { errorFields, log } from '../../shared/platform/log.ts';
import {
  type EraseTracesPorts,
  eraseDeletedUsers,
} from '../../shared/users/erase-deleted-users.ts';
import { minutePorts } from './ports.ts';

const environment = await loadEnvironment('sweep-lectures', sweepLecturesEnvironment);
const ports = minutePorts(environment);

/** Each run leaves this much time for deleted users, however many lectures there are to sweep. */
const erasingMilliseconds = 15_000;

/** Runs every minute. It heals what was lost on the way, and erases users who have deleted themselves. */
export const sweep =
  (ports: SweepPorts & EraseTracesPorts) =>
  async (remainingMilliseconds: () => number): Promise<void> => {
    const sweepingMilliseconds = () => remainingMilliseconds() - erasingMilliseconds;
    const [swept] = await Promise.allSettled([sweepLectures(ports, sweepingMilliseconds)]);
    // A lecture that cannot be swept must not keep a deleted user's data here.
    const [erased] = await Promise.allSettled([eraseDeletedUsers(ports, remainingMilliseconds)]);
    if (swept.status === 'rejected') {
      if (erased.status === 'rejected') log('error', 'none erased', errorFields(erased.reason));
      throw swept.reason;
    }
    if (erased.status === 'rejected') throw erased.reason;
    log('info', 'swept', { ...swept.value, erasedUsers: erased.value });
  };

export const handler = backgroundHandler((_event: unknown, context) =>
  sweep(ports)(() => context.getRemainingTimeInMillis()),
);
