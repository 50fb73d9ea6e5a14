import { describe, expect, it, vi } from 'vitest';
import { checkOpenAiKey } from '../../../infra/operate/secret-formats.ts';
import { askLine, askSecret } from '../../../infra/operate/terminal.ts';
import { commandSurroundings } from '../../support/command-surroundings.ts';

const pasted = 'sk-proj-4f1d7c';

/** A secret typed at a terminal, key by key as `presses` says. */
async function typedSecret(...presses: readonly string[]) {
  const surroundings = commandSurroundings([], { isTerminal: true });
  const asked = askSecret(surroundings, 'Key: ', { fromStdin: false });
  await vi.waitFor(() => expect(surroundings.echoes).toBe(false));
  for (const press of presses) surroundings.type(press);
  const value = await asked.catch(String);
  return { value, surroundings };
}

describe('a secret that is asked for at a terminal', () => {
  it('is shown neither by the terminal nor by the prompt', async () => {
    const { value, surroundings } = await typedSecret(pasted, '\r');
    expect(value).toBe(pasted);
    expect(surroundings.asked()).toBe('Key: \n');
    expect(surroundings.printed()).toBe('');
    expect(surroundings.echoes).toBe(true);
  });

  it('is trimmed, and can be corrected with backspace and Ctrl-U', async () => {
    expect((await typedSecret(`  ${pasted} `, '\r')).value).toBe(pasted);
    expect((await typedSecret('wrong', '\u0015', 'sk-ax', '\u007f', 'b', '\n')).value).toBe(
      'sk-ab',
    );
  });

  it('is accepted unchanged from a terminal that marks what was pasted', async () => {
    expect((await typedSecret(`\u001b[200~${pasted}\u001b[201~`, '\r')).value).toBe(pasted);
  });

  it.each(['sk-one\nsk-two\n', 'sk-one\r\nsk-two', 'sk-one\rsk-two'])(
    'is refused if several lines were pasted: %j',
    async (paste) => {
      expect((await typedSecret(paste)).value).toContain('More than one line');
    },
  );

  it('is refused if nothing was typed', async () => {
    expect((await typedSecret('\r')).value).toContain('nothing was changed');
  });

  it('can be cancelled with Ctrl-C, and the terminal echoes again', async () => {
    const { value, surroundings } = await typedSecret('sk-half', '\u0003');
    expect(value).toContain('Interrupted');
    expect(surroundings.echoes).toBe(true);
  });
});

describe('a secret from a pipe', () => {
  const piped = (text: string, fromStdin: boolean) => {
    const surroundings = commandSurroundings([]);
    surroundings.type(text, { end: true });
    return askSecret(surroundings, 'Key: ', { fromStdin }).catch(String);
  };

  it('is read to its end and trimmed', async () => {
    expect(await piped(`${pasted}\r\n`, true)).toBe(pasted);
  });

  it.each([
    ['nothing', '\n', 'Nothing was given'],
    ['two lines', 'sk-one\nsk-two\n', 'More than one line'],
  ])('is refused if it holds %s', async (_, text, message) => {
    expect(await piped(text, true)).toContain(message);
  });

  it('is read only when it was asked for', async () => {
    expect(await piped(pasted, false)).toContain('say --from-stdin');
  });
});

describe('a line', () => {
  it('is read and trimmed; the end of the input is an empty line', async () => {
    const confirming = commandSurroundings([]);
    confirming.type(' k1 \n');
    expect(await askLine(confirming, 'Type k1: ')).toBe('k1');
    expect(confirming.asked()).toBe('Type k1: ');

    const leaving = commandSurroundings([]);
    leaving.type('', { end: true });
    expect(await askLine(leaving, 'Type k1: ')).toBe('');
  });
});

describe('an OpenAI key', () => {
  it('begins with sk-, and one that does not causes a warning', () => {
    expect(checkOpenAiKey('sk-proj-abc_DEF-123')).toBeUndefined();
    expect(checkOpenAiKey('gsk_another-provider')).toContain('does not begin with "sk-"');
  });

  it.each(['sk-with space', 'sk-끝', '{"key": "sk 1"}', 'sk-\u0000'])('is not %j', (text) => {
    expect(() => checkOpenAiKey(text)).toThrow('without spaces');
  });

  it('may stand beside others by its name, in JSON that contains nothing else', () => {
    expect(checkOpenAiKey('{"openai": "sk-1", "groq": "gsk_2"}')).toBeUndefined();
    for (const text of ['{', '{}', '{"openai": 1}', '{"openai": {"key": "sk-1"}}']) {
      expect(() => checkOpenAiKey(text)).toThrow('JSON of names and keys');
    }
  });
});
