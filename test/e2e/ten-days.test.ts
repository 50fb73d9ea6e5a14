import { describe, expect, it, vi } from 'vitest';
import { leagueSchema } from '../../shared/contracts/league.ts';
import { remindersSchema } from '../../shared/contracts/reminders.ts';
import { pushService } from '../support/push-service.ts';
import { simulatedCalendar } from '../support/simulated-calendar.ts';
import { whereChromiumIs } from '../support/where-chromium-is.ts';
import { callbackOf, tell } from './reward-steps.ts';
import { patience, runningStack } from './running-stack.ts';
import { withPushService } from './template-changes.ts';
import { phoneOverDays } from './ten-days-phone.ts';
import { startBrowser } from './web-app-browser.ts';

await whereChromiumIs('ten days of a phone', describeTenDays);

/**
 * One phone, from a Thursday to the Saturday of the next week. Each day goes on where the last one ended.
 */
async function describeTenDays(executablePath: string): Promise<void> {
  const calendar = simulatedCalendar('2026-12-03T19:00+09:00');
  const push = await pushService(calendar.now);
  const [stack, browser] = await Promise.all([
    runningStack({ clock: calendar.now, changeTemplate: withPushService(push.origin) }),
    startBrowser(executablePath),
  ]);
  const phone = await phoneOverDays(stack, browser, calendar);

  /** As the schedule does, and waits until everything it found is done. */
  const findDue = async () => {
    await stack.runSchedule(stack.functionOf('send-reminders').logicalId);
    await vi.waitFor(async () => {
      const { visible, inFlight } = await stack.aws.queues.attributes(stack.reminderQueueArn);
      if (visible + inFlight > 0) throw new Error('there is something to send');
    }, patience);
  };
  const reminders = () =>
    push.received.filter(({ notification }) => notification.kind === 'REMINDER').length;

  describe('a phone that lives ten days', () => {
    it('is asked for nothing on its first day, and has a streak of one after its first lecture', async () => {
      const { page } = await phone.openOn('2026-12-03T19:00+09:00');
      expect(await page.locator('.today').count()).toBe(0);
      await phone.write('해시 테이블');
      await page.locator('.streak-grown', { hasText: '오늘이 첫째 날이에요' }).waitFor();
      // The queue delivers at least once, and here twice.
      await phone.deliverAgain();
      expect(await phone.home()).toMatchObject({ streak: { days: 1, isDoneToday: true } });
    });

    it('asks to be reminded after its first feedback', async () => {
      const asked = { daily: true, zone: 'Asia/Seoul', language: 'ko' };
      const settings = async (body?: object) => {
        const answer = await phone.call(body ? 'PUT' : 'GET', '/users/reminders', body);
        return remindersSchema.parse(await answer.json());
      };
      // The first run derives the key.
      await findDue();
      const { publicKey } = await settings();
      const device = push.subscribe('phone', publicKey ?? 'none');
      expect(await settings({ ...asked, device })).toMatchObject({ daily: true, devices: 1 });
    });

    it('joins the league of the week, where what was done earlier in the week counts already', async () => {
      const joined = leagueSchema.parse(
        await (await phone.call('PUT', '/users/league', { isIn: true })).json(),
      );
      expect(joined).toMatchObject({ week: '2026-11-30', members: [{ isMe: true, points: 10 }] });
    });

    it('sees another quest each day, and swaps one', async () => {
      const { page } = await phone.openOn('2026-12-04T08:00+09:00');
      await page.locator('.streak:not(.done)', { hasText: '오늘도 말하면 2일째예요.' }).waitFor();
      const first = await phone.quest();
      expect(first.reason).toBe('지난번에 가르친 것과 이어져요.');
      await page.getByRole('button', { name: '다른 주제로' }).click();
      await page.locator('.quest-topic').filter({ hasNotText: first.topic }).waitFor();
      await phone.doQuest();
      await page.locator('.streak-grown', { hasText: '2일째 이어 가고 있어요!' }).waitFor();
      await phone.openOn('2026-12-05T00:00:01+09:00');
      expect(await phone.quest()).toMatchObject({ topic: first.topic });
    });

    it('loses nothing if a worker dies and others do its work again', async () => {
      await phone.openOn('2026-12-05T20:00+09:00');
      await phone.teachWhileTheWorkerDies(await phone.questToTeach());
      await phone.expectStreak({ days: 3, isDoneToday: true });
    });

    it('counts a lecture that is judged after midnight on the day on which it was submitted', async () => {
      await phone.openOn('2026-12-06T23:57+09:00');
      await phone.teachWhileTheWorkerDies(await phone.questToTeach());
      expect(new Date(calendar.now()).toISOString()).toContain('2026-12-06T15:0');
      await phone.expectStreak({ days: 4, isDoneToday: false });
    });

    it('has the result of its week in the league once that is closed, however often, and a new seat', async () => {
      calendar.turnTo('2026-12-07T00:40+09:00');
      const close = () => stack.runSchedule(stack.functionOf('close-leagues').logicalId);
      await Promise.all([close(), close()]);
      await close();
      const answer = await phone.call('GET', '/users/league');
      expect(leagueSchema.parse(await answer.json())).toMatchObject({
        week: '2026-12-07',
        members: [{ isMe: true, points: 0 }],
        last: { week: '2026-11-30', points: 40 },
      });
    });

    it.each([
      { on: '2026-12-07', days: 5 },
      { on: '2026-12-08', days: 6 },
      { on: '2026-12-09', days: 7 },
    ])('continues on $on', async ({ on, days }) => {
      await phone.openOn(`${on}T21:00+09:00`);
      await phone.doQuest();
      await phone.expectStreak({ days, isDoneToday: true });
    });

    it('is reminded once on the day on which it forgets, 23.5 hours after the last time', async () => {
      const before = reminders();
      calendar.turnTo('2026-12-10T20:25+09:00');
      await findDue();
      expect(reminders()).toBe(before);
      calendar.turnTo('2026-12-10T20:35+09:00');
      await Promise.all([findDue(), findDue()]);
      await vi.waitFor(() => expect(reminders()).toBe(before + 1), patience);
      calendar.turnTo('2026-12-10T20:55+09:00');
      await findDue();
      expect({ received: reminders(), complaints: push.complaints }).toEqual({
        ...{ received: before + 1, complaints: [] },
      });
    });

    it('has earned a freeze by a whole week, which bridges a day without practice', async () => {
      expect(await phone.home()).toMatchObject({ streak: { freezes: 1 } });
      const { page } = await phone.openOn('2026-12-11T07:30+09:00');
      await page.locator('.streak:not(.done)', { hasText: '오늘도 말하면 8일째예요.' }).waitFor();
      await phone.expectStreak({ days: 7, freezes: 0, bridged: 1, longest: 7 });
    });

    it('is asked for what is about to be forgotten, and no longer once it was taught again', async () => {
      const quest = await phone.quest();
      expect(quest).toEqual({
        topic: '해시 테이블',
        reason: '잊을 때가 됐어요. 약했던 부분만 다시 말해 봐요.',
      });
      expect(await phone.dueTopics()).toContain('해시 테이블');
      await phone.doQuest();
      await phone.expectStreak({ days: 8, freezes: 0, isDoneToday: true });
      expect(await phone.dueTopics()).not.toContain('해시 테이블');
    });

    it('earns a lecture by an ad, once however often it is reported, and for that day alone', async () => {
      const { lecturesLeft, earned } = (await phone.home()).allowance;
      expect(earned).toBe(0);
      const seen = await callbackOf(stack, phone, 'ten-days', calendar.now());
      await Promise.all([tell(seen), tell(seen)]);
      await vi.waitFor(
        async () => expect((await phone.home()).allowance).toMatchObject({ earned: 1 }),
        patience,
      );
      await tell(seen);
      expect((await phone.home()).allowance).toMatchObject({
        ...{ earned: 1, lecturesLeft: lecturesLeft + 1 },
      });
      calendar.turnTo('2026-12-12T00:00:05+09:00');
      expect((await phone.home()).allowance).toMatchObject({ earned: 0 });
    });

    it('finds the other due topics in its list on the tenth day', async () => {
      const { page } = await phone.openOn('2026-12-12T10:00+09:00');
      await page.locator('.due summary').click();
      const topic = await phone.dueTopicToTeach();
      await phone.write(topic);
      await phone.expectStreak({ days: 9, longest: 9 });
      expect(await phone.dueTopics()).not.toContain(topic);
    });

    it('had no trouble in all that time, and left nothing undone', async () => {
      expect(phone.errors).toEqual([]);
      expect(await phone.endings()).toEqual(Array(9).fill('SUCCESS'));
    });
  });
}
