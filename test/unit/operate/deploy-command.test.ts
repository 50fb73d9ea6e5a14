import { describe, expect, it } from 'vitest';
import { alarmsLine, untriedBecause } from '../../../infra/operate/deploy-command.ts';

describe('a release', () => {
  it.each([
    [{ hasKey: true, isSkipped: false }, undefined],
    // Nobody could look: then the lecture itself tells.
    [{ hasKey: undefined, isSkipped: false }, undefined],
    [{ hasKey: false, isSkipped: false }, 'there is no OpenAI key yet'],
    [{ hasKey: true, isSkipped: true }, '--skip-smoke says so'],
  ])('of which is known %j goes untried because: %s', (known, reason) => {
    expect(untriedBecause(known)).toBe(reason);
  });
});

describe('after a deploy', () => {
  it('the command says that alarms reach nobody if no address is set', () => {
    expect(alarmsLine('prod', {})).toBe(
      'Alarms reach nobody: set alarmAddress of prod in infra/stack/settings.ts and deploy again.',
    );
  });

  it('the command says that the alarm address has to be confirmed, if there is one', () => {
    const line = alarmsLine('prod', { alarmAddress: 'on-call@example.org' });
    expect(line).toContain('"Subscription Confirmation" to alarmAddress is confirmed');
    expect(line).not.toContain('on-call@example.org');
  });
});
