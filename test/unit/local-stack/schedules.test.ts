import { describe, expect, it } from 'vitest';
import type { InvocationResult } from '../../../infra/local/lambda/lambda-environment.ts';
import { type Schedules, startSchedules } from '../../../infra/local/lambda/schedules.ts';
import type { LocalRole, LocalSchedule, StackModel } from '../../../infra/local/template/model.ts';

const FUNCTION_ARN = 'arn:aws:lambda:ap-northeast-2:000000000000:function:tiny-Sweep0A1B2C3D';
const RULE_ARN = 'arn:aws:events:ap-northeast-2:000000000000:rule/every-minute';
const ROLE_ARN = 'arn:aws:iam::000000000000:role/scheduler';

const rule: LocalSchedule = {
  functionArn: FUNCTION_ARN,
  sourceArn: RULE_ARN,
  periodSeconds: 60,
  principal: 'events.amazonaws.com',
};
const permission = {
  functionArn: FUNCTION_ARN,
  principal: 'events.amazonaws.com',
  sourceArn: RULE_ARN,
};
const role: LocalRole = {
  logicalId: 'SchedulerRole',
  arn: ROLE_ARN,
  statements: [{ effect: 'Allow', actions: ['lambda:InvokeFunction'], resources: [FUNCTION_ARN] }],
};

function start(
  stack: Partial<Pick<StackModel, 'schedules' | 'permissions' | 'roles'>>,
  result: InvocationResult = { succeeded: true, requestId: 'r', payload: 'null' },
): { schedules: Schedules; events: unknown[] } {
  const events: unknown[] = [];
  const schedules = startSchedules({
    stack: { schedules: [rule], permissions: [permission], roles: [], ...stack },
    invoke: async (functionArn, event) => {
      events.push([functionArn, event]);
      return result;
    },
    log: () => {},
  });
  schedules.stop();
  return { schedules, events };
}

describe('a schedule', () => {
  it("invokes its function with EventBridge's event", async () => {
    const { schedules, events } = start({});
    await schedules.runNow('Sweep');
    expect(events).toEqual([
      [
        FUNCTION_ARN,
        {
          version: '0',
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          account: '000000000000',
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
          region: 'ap-northeast-2',
          resources: [RULE_ARN],
          detail: {},
        },
      ],
    ]);
  });

  it('runs by itself after its period', async () => {
    const invoked = Promise.withResolvers<string>();
    const schedules = startSchedules({
      stack: {
        schedules: [{ ...rule, periodSeconds: 0.01 }],
        permissions: [permission],
        roles: [],
      },
      invoke: async (functionArn) => {
        invoked.resolve(functionArn);
        return { succeeded: true, requestId: 'r', payload: 'null' };
      },
      log: () => {},
    });
    expect(await invoked.promise).toBe(FUNCTION_ARN);
    schedules.stop();
  });

  it('needs the permission of its function', async () => {
    const { schedules, events } = start({ permissions: [] });
    await expect(schedules.runNow('Sweep')).rejects.toThrow(
      'NO PERMISSION: events.amazonaws.com may not invoke',
    );
    expect(events).toEqual([]);
  });

  it('of the EventBridge scheduler invokes with its own role', async () => {
    const own = { ...rule, principal: ROLE_ARN };
    const { schedules, events } = start({ schedules: [own], permissions: [], roles: [role] });
    await schedules.runNow('Sweep');
    expect(events).toHaveLength(1);
    const powerless = start({ schedules: [own], roles: [{ ...role, statements: [] }] });
    await expect(powerless.schedules.runNow('Sweep')).rejects.toThrow('NO PERMISSION');
  });

  it('reports a function that fails', async () => {
    const { schedules } = start(
      {},
      { succeeded: false, requestId: 'r', errorType: 'E', errorMessage: 'no' },
    );
    await expect(schedules.runNow('Sweep')).rejects.toThrow('E: no');
  });

  it('is found by a part of its name that fits no other', async () => {
    const { schedules } = start({ schedules: [rule, rule] });
    await expect(schedules.runNow('Sweep')).rejects.toThrow('2 schedules');
    await expect(schedules.runNow('Nothing')).rejects.toThrow('0 schedules');
  });
});
