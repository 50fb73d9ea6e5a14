import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { DomainError } from '../../../shared/domain-error.ts';
import { OwnError } from '../../../shared/own-error.ts';
import { ConfigurationError } from '../../../shared/platform/configuration-error.ts';
import { shownErrors } from '../../../shared/platform/error-report.ts';
import { ProviderError } from '../../../shared/speech/provider-error.ts';

const canary = 'canary-7f3a9b';

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('in the report of an error', () => {
  it.each([
    new OwnError('3 recordings could not be deleted'),
    new DomainError('BUSY', 'Too much at once.'),
    new ProviderError('speech', 'quota', '429 insufficient_quota'),
    new ConfigurationError('The secret has no value'),
  ])('the message is shown if the error is our own: %s', (error) => {
    expect(shownErrors(error)).toMatchObject([{ name: error.name, message: error.message }]);
  });

  it.each([
    ['JSON', () => JSON.parse(canary)],
    ['a property of a text', () => Object.assign(canary, { length: 1 })],
    ['a search in a text', () => Reflect.apply(RegExp.prototype.test, canary, [])],
    ['a number', () => BigInt(canary)],
    ['zod', () => z.enum(['a']).parse(canary)],
    ['a URL', () => new URL(canary)],
  ])('the text of %s is not shown', (_, work) => {
    const error = thrown(work);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify(shownErrors(error))).not.toContain(canary);
    expect(shownErrors(error)).toMatchObject([{ frames: expect.any(Array) }]);
  });

  it('the name, the code and the status of a system error are shown', () => {
    const refused = Object.assign(new Error(`User ${canary} may not`), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const reset = Object.assign(new Error(`read ${canary}`), { code: 'ECONNRESET' });
    expect(shownErrors(refused)).toMatchObject([
      { name: 'AccessDeniedException', message: 'status 400' },
    ]);
    expect(shownErrors(reset)).toMatchObject([{ name: 'Error', message: 'code ECONNRESET' }]);
  });

  it('a name or a code of a wrong shape is left out', () => {
    const error = Object.assign(new Error('m'), { name: `is ${canary}!`, code: `${canary} said` });
    expect(JSON.stringify(shownErrors(error))).not.toContain(canary);
  });

  it('frames are those after the message, however much the message looks like some', () => {
    const error = new Error('lecture\n    at canary (/x.mjs:1:1)\n    at canary (/y.mjs:1:1)');
    const [{ frames } = { frames: [] }] = shownErrors(error);

    expect(frames.join('\n')).not.toContain('canary');
    expect(frames[0]).toMatch(/error-report\.test\.ts:\d+:\d+/);
  });

  it('frames are shown even if there is no message, or it is not in the stack', () => {
    const silent = new Error('');
    const other = Object.assign(new Error('told'), { stack: 'Error: x\n    at read (/x.mjs:1:1)' });
    expect(shownErrors(silent)[0]?.frames[0]).toMatch(/error-report\.test\.ts:\d+:\d+/);
    expect(shownErrors(other)[0]?.frames).toEqual(['    at read (/x.mjs:1:1)']);
  });

  it('lines of the stack that are no frames are left out, and so is everything before the last of these', () => {
    const said = [
      '    at first (/x.mjs:1:1)',
      'canary',
      '    at last (/x.mjs:2:1)',
      '    at <a b>',
    ];
    const error = Object.assign(new Error('m'), { stack: `Error: m\n${said.join('\n')}` });
    expect(shownErrors(error)[0]?.frames).toEqual(['    at last (/x.mjs:2:1)']);
  });

  it('there are no frames without a stack', () => {
    expect(shownErrors(Object.assign(new Error('m'), { stack: undefined }))[0]?.frames).toEqual([]);
  });

  it('the message of an error of ours is cut to 500 characters', () => {
    expect(shownErrors(new OwnError('x'.repeat(501)))[0]?.message).toBe('x'.repeat(500));
  });

  it('code and status of a system error are shown side by side, and a name of a wrong shape becomes Error', () => {
    const error = Object.assign(new Error(canary), {
      ...{ name: 'not a name!', code: 'E1' },
      $metadata: { httpStatusCode: 400 },
    });
    expect(shownErrors(error)).toMatchObject([{ name: 'Error', message: 'code E1, status 400' }]);
  });

  it('frames stay if the message was changed after it was thrown', () => {
    const error = new Error(`${canary}\nsaid so`);
    error.message = 'other';
    const [{ frames } = { frames: [] }] = shownErrors(error);

    expect(frames.length).toBeGreaterThan(0);
    expect(frames.join('\n')).not.toContain(canary);
  });

  it('three of the errors within it are shown with their causes', () => {
    const errors = [1, 2, 3, 4].map(
      (id) =>
        new OwnError(`Lecture ${id} was not swept`, {
          cause: Object.assign(new Error(canary), { code: `E${id}` }),
        }),
    );
    const shown = shownErrors(new AggregateError(errors, canary));

    expect(shown.map(({ name, message }) => [name, message])).toEqual([
      ['AggregateError', 'not one of ours: its message is in the log'],
      ['OwnError', 'Lecture 1 was not swept'],
      ['Error', 'code E1'],
      ['OwnError', 'Lecture 2 was not swept'],
      ['Error', 'code E2'],
      ['OwnError', 'Lecture 3 was not swept'],
      ['Error', 'code E3'],
    ]);
    expect(JSON.stringify(shown)).not.toContain(canary);
  });

  it('an error that contains itself comes to an end', () => {
    const error = new OwnError('round');
    Object.assign(error, { cause: error, errors: [error] });
    expect(shownErrors(error)).toHaveLength(7);
  });

  it('three of a chain of causes are shown, and a thrown value that is no error', () => {
    const chain = [1, 2, 3, 4].reduce<Error | undefined>(
      (cause, step) => new OwnError(`step ${step}`, { cause }),
      undefined,
    );
    expect(shownErrors(chain).map(({ message }) => message)).toEqual([
      'step 4',
      'step 3',
      'step 2',
    ]);
    expect(shownErrors(canary)).toEqual([
      { name: 'NotAnError', message: 'a string was thrown', frames: [] },
    ]);
  });
});
