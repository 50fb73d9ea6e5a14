import { expect, it } from 'vitest';
import { examples } from '../../shared/contracts/examples.ts';
import { apiCall, expectProblem } from './api-call.ts';
import type { RunningStack } from './running-stack.ts';

const path = '/api/v1/users/reminders';
const daily = examples['change-reminders']['daily']?.body;
const device = { ...daily?.device };

const nothing = {
  ...{ publicKey: expect.stringMatching(/^B[\w-]{86}$/), daily: false, zone: null },
  ...{ language: 'ko', devices: 0, nextAt: null },
};
const reminded = {
  ...nothing,
  ...{ daily: true, zone: 'Asia/Seoul', devices: 1 },
  nextAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
};

/** The routes of notifications and reminders. */
export function describeReminders(stack: RunningStack) {
  const opened = async () => {
    const token = (await stack.openApp()).stored()?.authToken;
    await stack.runSchedule(stack.functionOf('send-reminders').logicalId);
    return (method: string, body?: unknown) => apiCall(stack.origin)(method, path, { token, body });
  };

  return {
    'get-reminders'() {
      it('says that nothing is sent to a learner who asked for nothing', async () => {
        const call = await opened();
        const answer = await call('GET');
        expect(answer.status).toBe(200);
        expect(answer.json()).toEqual(nothing);
      });
    },

    'change-reminders'() {
      it('says when the next reminder is due, and what holds now to anybody who asks', async () => {
        const call = await opened();
        const answer = await call('PUT', daily);
        expect(answer.status).toBe(200);
        expect(answer.json()).toEqual(reminded);
        expect((await call('PUT', daily)).json()).toEqual(answer.json());
        expect((await call('GET')).json()).toEqual(answer.json());
        const { device: _, ...rest } = daily ?? {};
        const without = { ...rest, daily: false, without: device.endpoint };
        expect((await call('PUT', without)).json()).toEqual({ ...nothing, zone: 'Asia/Seoul' });
      });

      it('accepts no address that is no push service’s', async () => {
        const call = await opened();
        for (const endpoint of ['https://169.254.169.254/latest', 'http://127.0.0.1:1/x']) {
          const answer = await call('PUT', { ...daily, device: { ...device, endpoint } });
          expectProblem(answer, 400, 'PUSH_SERVICE_UNKNOWN', ['device.endpoint']);
        }
        expect((await call('GET')).json()).toEqual(nothing);
      });

      it.each([
        ['zone', { zone: 'Mars/Olympus' }],
        ['zone', { zone: '+09:00' }],
        ['language', { language: 'fr' }],
        ['daily', { daily: 'yes' }],
        ['device.p256dh', { device: { ...device, p256dh: 'short' } }],
        ['device.auth', { device: { ...device, auth: 'short' } }],
        ['without', { without: '' }],
      ])('names %s if it is wrong: %j', async (field, wrong) => {
        const call = await opened();
        expectProblem(await call('PUT', { ...daily, ...wrong }), 400, 'INVALID_REQUEST', [field]);
      });
    },
  };
}
