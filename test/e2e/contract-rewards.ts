import { expect, it } from 'vitest';
import { routes } from '../../shared/contracts/routes.ts';
import real from '../fixtures/admob-callbacks.json' with { type: 'json' };
import type { PublishedApp } from '../support/published-app.ts';
import { apiCall, expectProblem } from './api-call.ts';
import { callbackOf } from './reward-steps.ts';
import { patience, type RunningStack, untilRewardsAreDone } from './running-stack.ts';

/** The routes of rewards, in a stage that has them. */
export function describeRewards(stack: RunningStack) {
  const call = apiCall(stack.origin);
  const intent = (app: PublishedApp) =>
    call('POST', '/api/v1/users/rewards/intent', { token: app.stored()?.authToken });
  const tell = (query: string) => call('GET', `/api/v1/rewards/admob?${query}`);
  const allowance = async (app: PublishedApp) => {
    const home = await call('GET', '/api/v1/users/home', { token: app.stored()?.authToken });
    return routes['get-home'].response.parse(home.json()).allowance;
  };
  /** What AdMob asks of this origin. */
  const queryOf = async (app: PublishedApp, transaction: string) =>
    new URL(await callbackOf(stack, app, transaction)).search.slice(1);

  return {
    'create-reward-intent'() {
      it('answers whose reward it will be, for two hours, and how many are left', async () => {
        const app = await stack.openApp();
        const answer = await intent(app);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        const body = routes['create-reward-intent'].response.parse(answer.json());
        expect(body.rewardsLeft).toBe(5);
        expect(Date.parse(body.validUntil)).toBeGreaterThan(Date.now() + 7_190_000);
        expect(body.customData).toMatch(/^[\w.-]{30,60}$/);
      });

      it('is refused to a learner for whom a guardian answers', async () => {
        const app = await stack.openApp();
        const given = { purpose: 'PROCESSING_ABROAD', version: 1, given: true, by: 'GUARDIAN' };
        await app.call('PUT', '/users/consents', { consents: [given] });
        expectProblem(await intent(app), 409, 'NOT_BEFORE_14');
      });
    },

    'take-reward'() {
      it('adds a lecture to the day for each ad, however often it is reported', async () => {
        const app = await stack.openApp();
        const { lecturesLeft } = await allowance(app);
        for (const transaction of ['one', 'two']) {
          const query = await queryOf(app, `contract-${transaction}`);
          for (const _ of ['told', 'told again']) expect((await tell(query)).status).toBe(200);
        }
        const raised = { earned: 2, lecturesLeft: lecturesLeft + 2 };
        await expect.poll(() => allowance(app), patience).toMatchObject(raised);
        await untilRewardsAreDone(stack);
        expect(await allowance(app)).toMatchObject(raised);
        const presigned = await app.call('GET', '/generate-presigned-url');
        const remaining = presigned.headers.get('learning-allowance-remaining');
        expect(remaining).toBe(String(lecturesLeft + 2));
        const token = app.stored()?.authToken;
        const exported = await call('GET', '/api/v1/users/me/export', { token });
        expect(exported.json()).toMatchObject({ rewards: [{ count: 2 }] });
        expect(
          routes['create-reward-intent'].response.parse((await intent(app)).json()),
        ).toMatchObject({ rewardsLeft: 3 });
      });

      it('adds no reward for a forged callback', async () => {
        const app = await stack.openApp();
        const forged = (await queryOf(app, 'forged')).replace('reward_amount=1', 'reward_amount=9');
        expect((await tell(forged)).status).toBe(200);
        await untilRewardsAreDone(stack);
        expect((await allowance(app)).earned).toBe(0);
      });

      it.each(['', ...real.callbacks.map(({ query }) => query)])(
        'accepts what concerns nobody here: %j',
        async (query) => {
          const answer = await tell(query);
          expect(answer).toMatchObject({ status: 200, text: '' });
          expect(answer.headers.get('cache-control')).toBe('no-store');
        },
      );

      it('refuses what is no callback, and answers GET alone', async () => {
        expectProblem(await tell('utm_source=mail'), 400, 'INVALID_CALLBACK', ['query']);
        expectProblem(await tell(`${'x'.repeat(2_000)}=1`), 400, 'INVALID_CALLBACK', ['query']);
        expect((await call('HEAD', '/api/v1/rewards/admob')).status).toBe(405);
      });
    },
  };
}
