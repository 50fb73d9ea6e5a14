import { describe, expect, it } from 'vitest';
import { CommandTrouble } from '../../../infra/command-line/command-trouble.ts';
import { troubleOf } from '../../../infra/operate/operate-trouble.ts';

/** An error as the AWS SDK throws it. */
const failed = (name: string, message: string, parts: object = {}) =>
  Object.assign(new Error(message), { name, ...parts });

describe('an AWS call that failed', () => {
  it.each([
    ['no credentials', failed('CredentialsProviderError', 'Could not load'), 'aws sso login'],
    ['an ended session', failed('ExpiredTokenException', 'The token'), 'does not accept these'],
    [
      'a missing permission',
      failed('AccessDeniedException', 'User: x is not authorized\nto do it'),
      'Access denied: User: x is not authorized',
    ],
    ['no network', failed('Error', 'connect', { code: 'ECONNREFUSED' }), 'does not answer'],
    ['anything else that AWS says', failed('LimitExceeded', 'Slow', { $metadata: {} }), 'Slow'],
  ])('for %s is one line that says what to do', (_, error, words) => {
    const trouble = troubleOf(error);
    expect(trouble).toBeInstanceOf(CommandTrouble);
    expect(String(trouble)).toContain(words);
    expect(String(trouble)).not.toContain('\n');
  });

  it('stays what it is if it is our own mistake', () => {
    const bug = new TypeError('undefined is not a function');
    expect(troubleOf(bug)).toBe(bug);
  });
});
