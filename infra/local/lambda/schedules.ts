import { randomUUID } from 'node:crypto';
import { isAllowed } from '../aws/iam.ts';
import {
  LOCAL_ACCOUNT,
  LOCAL_REGION,
  type LocalRole,
  type LocalSchedule,
  type StackModel,
} from '../template/model.ts';
import type { InvocationResult } from './lambda-environment.ts';
import { mayInvoke } from './permissions.ts';

export interface SchedulesOptions {
  readonly stack: Pick<StackModel, 'schedules' | 'permissions' | 'roles'>;
  readonly invoke: (functionArn: string, event: unknown) => Promise<InvocationResult>;
  readonly log: (line: string) => void;
  /** The clock for the time that an event names; periods follow the machine's time. @default Date.now */
  readonly clock?: (() => number) | undefined;
}

export interface Schedules {
  /**
   * Runs a schedule at once.
   * @param functionNamePart part of the function's ARN, e.g. `Sweep`
   * @throws Error if not exactly one schedule fits, it lacks the permission, or the function fails
   */
  runNow(functionNamePart: string): Promise<void>;
  stop(): void;
}

function isPermitted(
  schedule: LocalSchedule,
  stack: { permissions: StackModel['permissions']; roles: readonly LocalRole[] },
): boolean {
  const role = stack.roles.find(({ arn }) => arn === schedule.principal);
  return role === undefined
    ? mayInvoke(stack.permissions, schedule)
    : isAllowed(role.statements, 'lambda:InvokeFunction', schedule.functionArn);
}

function scheduledEvent(schedule: LocalSchedule, now: number): Record<string, unknown> {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: schedule.principal === 'events.amazonaws.com' ? 'aws.events' : 'aws.scheduler',
    account: LOCAL_ACCOUNT,
    time: `${new Date(now).toISOString().slice(0, 19)}Z`,
    region: LOCAL_REGION,
    resources: [schedule.sourceArn],
    detail: {},
  };
}

/** Invokes the functions of the stack's rate schedules, each for the first time after one period. */
export function startSchedules(options: SchedulesOptions): Schedules {
  const { stack, invoke, log, clock = Date.now } = options;

  async function run(schedule: LocalSchedule): Promise<void> {
    const { functionArn, sourceArn, principal } = schedule;
    if (!isPermitted(schedule, stack)) {
      throw new Error(`NO PERMISSION: ${principal} may not invoke ${functionArn} for ${sourceArn}`);
    }
    const result = await invoke(functionArn, scheduledEvent(schedule, clock()));
    if (!result.succeeded) {
      throw new Error(`${functionArn}: ${result.errorType}: ${result.errorMessage}`);
    }
  }

  const timers = stack.schedules.map((schedule) =>
    setInterval(() => {
      run(schedule).catch((error: unknown) => log(String(error)));
    }, schedule.periodSeconds * 1_000).unref(),
  );
  return {
    runNow: async (functionNamePart) => {
      const fitting = stack.schedules.filter(({ functionArn }) =>
        functionArn.includes(functionNamePart),
      );
      const [schedule] = fitting;
      if (schedule === undefined || fitting.length > 1) {
        throw new Error(
          `${fitting.length} schedules run a function named like ${functionNamePart}`,
        );
      }
      await run(schedule);
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
