import { describe, expect, it } from 'vitest';
import { languageOf, parseCommand } from '../../../infra/teach/arguments.ts';
import type { Task } from '../../../infra/teach/tasks.ts';
import { TeachTrouble, type UsageProblem } from '../../../infra/teach/trouble.ts';

const problemOf = (...argv: string[]): UsageProblem | undefined => {
  try {
    parseCommand(argv, {});
  } catch (error) {
    if (error instanceof TeachTrouble && error.trouble.kind === 'usage') {
      return error.trouble.problem;
    }
    throw error;
  }
  return undefined;
};

describe('a command line that can be followed', () => {
  it('needs nothing but a file', () => {
    expect(parseCommand(['talk.webm'], {})).toEqual({
      settings: {
        api: 'http://localhost:8080',
        language: 'ko',
        loginFile: undefined,
        waitSeconds: 960,
        pollSeconds: undefined,
        full: false,
      },
      task: {
        kind: 'teach',
        said: { kind: 'file', file: 'talk.webm', force: false },
        topicId: undefined,
      },
    });
  });

  it('takes a topic, a deployment and the switches', () => {
    const argv = ['--topic', '12', 'talk.m4a', '--api=https://x.test/', '--full', '--force'];
    const { settings, task } = parseCommand([...argv, '--poll-seconds', '0.2'], {});
    expect(settings).toMatchObject({ api: 'https://x.test', full: true, pollSeconds: 0.2 });
    expect(task).toEqual({
      kind: 'teach',
      said: { kind: 'file', file: 'talk.m4a', force: true },
      topicId: 12,
    });
  });

  it.each([
    ['https://x.test/api/v1', 'https://x.test'],
    ['https://x.test/stage/', 'https://x.test/stage'],
    ['http://127.0.0.1:9000', 'http://127.0.0.1:9000'],
  ])('reads the pasted address %s as %s', (pasted, api) => {
    expect(parseCommand(['a.wav', '--api', pasted], {}).settings.api).toBe(api);
  });

  it('takes the deployment from the environment unless the command line names one', () => {
    const environment = { LEARNING_MATE_API: 'https://env.test' };
    expect(parseCommand(['a.wav'], environment).settings.api).toBe('https://env.test');
    const named = parseCommand(['a.wav', '--api', 'https://line.test'], environment);
    expect(named.settings.api).toBe('https://line.test');
  });

  it.each([
    ['9000', 'http://localhost:9000'],
    ['', 'http://localhost:8080'],
    ['0', 'http://localhost:8080'],
  ])('follows the PORT "%s" that npm start was given', (PORT, api) => {
    expect(parseCommand(['a.wav'], { PORT }).settings.api).toBe(api);
    const environment = { PORT, LEARNING_MATE_API: 'https://env.test' };
    expect(parseCommand(['a.wav'], environment).settings.api).toBe('https://env.test');
  });

  it('says that a PORT is invalid', () => {
    expect(() => parseCommand(['a.wav'], { PORT: 'http' })).toThrow(
      new TeachTrouble({
        kind: 'usage',
        problem: { kind: 'value-invalid', option: 'PORT', value: 'http' },
      }),
    );
  });

  it('lists topics, shows a lecture and helps without a file', () => {
    expect(parseCommand(['--topics'], {}).task).toEqual({ kind: 'topics' });
    expect(parseCommand(['--lecture', '77'], {}).task).toEqual({ kind: 'show', lectureId: 77 });
    expect(parseCommand(['-h'], {}).task).toEqual({ kind: 'help' });
  });

  it.each<[string[], Task]>([
    [['--card', '8'], { kind: 'card', topicId: 8 }],
    [['--progress'], { kind: 'progress' }],
    [
      ['--text', '물이 이동해요.', '--topic', '8'],
      { kind: 'teach', said: { kind: 'text', text: '물이 이동해요.' }, topicId: 8 },
    ],
    [
      ['--answer', '77', 'talk.webm'],
      {
        kind: 'answer',
        said: { kind: 'file', file: 'talk.webm', force: false },
        lectureId: 77,
      },
    ],
    [
      ['--again', '77', '--point', '2', '--text', '벽이 있어요.'],
      {
        kind: 'again',
        said: { kind: 'text', text: '벽이 있어요.' },
        lectureId: 77,
        keyPoint: 2,
      },
    ],
    [['--reveal', '77'], { kind: 'reveal', lectureId: 77 }],
    [
      ['--dispute', '77', '--point', '2', '--comment', '말했어요.'],
      { kind: 'dispute', lectureId: 77, keyPoint: 2, comment: '말했어요.' },
    ],
    [['--correct', '77', '--text', '삼투는'], { kind: 'correct', lectureId: 77, text: '삼투는' }],
    [['--my-topics'], { kind: 'my-topics' }],
    [['--my-topic', '8'], { kind: 'my-topic', topicId: 8 }],
    [
      ['--make-topic', '삼투', '--notes', 'notes.txt'],
      { kind: 'make-topic', title: '삼투', notesFile: 'notes.txt' },
    ],
    [
      ['--edit-topic', '8', '--points', 'points.txt'],
      { kind: 'edit-topic', topicId: 8, pointsFile: 'points.txt', title: undefined },
    ],
    [['--delete-topic', '8'], { kind: 'delete-topic', topicId: 8 }],
  ])('asks for one thing with %j', (argv, task) => {
    expect(parseCommand(argv, {}).task).toEqual(task);
  });

  it('accepts a file whose name begins with a dash after --', () => {
    expect(parseCommand(['--', '-a.wav'], {}).task).toMatchObject({ said: { file: '-a.wav' } });
  });
});

const excludes = (...options: string[]): UsageProblem => ({ kind: 'options-exclude', options });

describe('a command line that cannot be followed', () => {
  it.each<[string, string[], UsageProblem]>([
    ['no file', [], { kind: 'file-missing' }],
    ['two files', ['a', 'b'], { kind: 'too-many-files' }],
    ['an unknown option', ['a', '--fast'], { kind: 'unknown-option', option: '--fast' }],
    ['a missing value', ['a', '--topic'], { kind: 'value-missing', option: '--topic' }],
    [
      'an option where a value is due',
      ['a', '--topic', '--full'],
      { kind: 'value-missing', option: '--topic' },
    ],
    ['a value too many', ['a', '--full=1'], { kind: 'value-not-taken', option: '--full' }],
    [
      'a topic that is no id',
      ['a', '--topic', '1e3'],
      { kind: 'value-invalid', option: '--topic', value: '1e3' },
    ],
    [
      'an id beyond what JSON numbers hold',
      ['--lecture', '9007199254740993'],
      { kind: 'value-invalid', option: '--lecture', value: '9007199254740993' },
    ],
    [
      'an address that is none',
      ['a', '--api', 'localhost'],
      { kind: 'value-invalid', option: '--api', value: 'localhost' },
    ],
    [
      'a language not spoken here',
      ['a', '--lang', 'fr'],
      { kind: 'value-invalid', option: '--lang', value: 'fr' },
    ],
    [
      'a code of another length',
      ['--use-code', '1234'],
      { kind: 'value-invalid', option: '--use-code', value: '1234' },
    ],
    [
      'a reason that there is none of',
      ['--report-topic', '7QF3-9M0K-V2TA-XE5D', '--reason', 'dull'],
      { kind: 'value-invalid', option: '--reason', value: 'dull' },
    ],
    [
      'a report without a reason',
      ['--report-topic', '7QF3-9M0K-V2TA-XE5D'],
      { kind: 'option-missing', option: '--reason' },
    ],
    ['two things at once', ['--progress', '--my-topics'], excludes('--progress', '--my-topics')],
    ['a recording and a text', ['a', '--text', 'b'], excludes('FILE', '--text')],
    [
      'a topic beside an answer',
      ['a', '--answer', '1', '--topic', '2'],
      excludes('--answer', '--topic'),
    ],
    ['a point of no lecture', ['a', '--point', '2'], { kind: 'option-alone', option: '--point' }],
    [
      'a lecture without its point',
      ['a', '--again', '1'],
      { kind: 'option-missing', option: '--point' },
    ],
    [
      'a correction without a text',
      ['--correct', '1'],
      { kind: 'option-missing', option: '--text' },
    ],
    [
      'a file beside a lecture',
      ['a', '--lecture', '1'],
      { kind: 'options-exclude', options: ['FILE', '--lecture'] },
    ],
  ])('names %s', (_, argv, problem) => {
    expect(problemOf(...argv)).toEqual(problem);
  });

  it('names the environment variable whose value is wrong', () => {
    expect(() => parseCommand(['a'], { LEARNING_MATE_API: 'nonsense' })).toThrow(
      expect.objectContaining({
        trouble: {
          kind: 'usage',
          problem: { kind: 'value-invalid', option: 'LEARNING_MATE_API', value: 'nonsense' },
        },
      }),
    );
  });
});

describe('the language', () => {
  it('is Korean unless LANG or --lang says English', () => {
    expect(languageOf([], {})).toBe('ko');
    expect(languageOf([], { LANG: 'C.UTF-8' })).toBe('ko');
    expect(languageOf([], { LANG: 'en_US.UTF-8' })).toBe('en');
    expect(languageOf(['--lang=en'], {})).toBe('en');
    expect(languageOf(['--lang', 'ko'], { LANG: 'en_US.UTF-8' })).toBe('ko');
  });
});
