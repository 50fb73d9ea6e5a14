import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { adversarialModes } from '../../../infra/openai-stand-in/adversarial.ts';
import { loadAssessedTopics } from '../../evaluation/assessed-topics.ts';
import { evaluate } from '../../evaluation/evaluation.ts';
import { loadLabelledLectures } from '../../evaluation/labelled-lectures.ts';
import { reportColumns } from '../../evaluation/report-text.ts';

const directory = mkdtempSync(join(tmpdir(), 'evaluation-'));
afterAll(() => rmSync(directory, { recursive: true }));
const fileNamed = (name: string) => join(directory, name);
const committed = fileURLToPath(
  new URL('../../evaluation/recorded/stand-in.jsonl', import.meta.url),
);

/** Answers of Qwen2.5-Coder-1.5B-Instruct, quantised to four bits, about a part of the talks. */
const ofRealModel = fileURLToPath(
  new URL('../../evaluation/recorded/qwen2.5-coder-1.5b.jsonl', import.meta.url),
);

const run = async (argv: string[], environment: Record<string, string> = {}) => {
  const printed: string[] = [];
  const said: string[] = [];
  const exitCode = await evaluate(argv, environment, {
    print: (text) => printed.push(text),
    say: (text) => said.push(text),
  });
  return { exitCode, printed: printed.join('\n'), said: said.join('\n') };
};
const jsonIn = (name: string): unknown => JSON.parse(readFileSync(fileNamed(name), 'utf8'));

describe('an evaluation without a key', { timeout: 60_000 }, () => {
  it('says first that it measures the code and not a model', async () => {
    const { exitCode, printed, said } = await run(['--topic', '4011']);
    expect(exitCode).toBe(0);
    expect(said).toBe('');
    const [edge, sentence] = printed.split('\n');
    expect(edge).toMatch(/^\+-+\+$/);
    expect(sentence).toContain('No model was asked: the local stand-in');
    expect(printed).toContain('measures the code');
  });

  it('prints at most 80 columns and writes the same figures as JSON', async () => {
    const json = fileNamed('figures.json');
    const { printed } = await run(['--tag', 'injection-ko', '--runs', '2', '--json', json]);
    for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(reportColumns);
    expect(jsonIn('figures.json')).toMatchObject({
      isStandIn: true,
      runs: 2,
      figures: expect.arrayContaining([
        expect.objectContaining({ name: 'rangeMaximumInPoints', value: 0 }),
      ]),
    });
    expect(printed).toMatch(/range of a lecture, highest +0\.0 +0\.0 to +0\.0/);
  });

  it('includes the bases of the injections that are asked for', async () => {
    const { printed } = await run(['--tag', 'injection-en', '--topic', '1008']);
    expect(printed).toContain('Lectures: 2, topics: 1, once each');
    expect(printed).toMatch(/injection lift, mean +0\.0/);
  });
});

describe('a recording', () => {
  it('replays to the report of the run that made it', async () => {
    const file = fileNamed('answers.jsonl');
    const asked = ['--topic', '4011', '--topic', '3003', '--runs', '2'];
    const live = await run([...asked, '--record', file, '--json', fileNamed('live.json')]);
    const replayed = await run([
      '--topic',
      '4011',
      '--topic',
      '3003',
      '--replay',
      file,
      '--json',
      fileNamed('replayed.json'),
    ]);
    expect(live.exitCode).toBe(0);
    expect(replayed.exitCode).toBe(0);
    expect(jsonIn('replayed.json')).toEqual(
      Object.assign({}, jsonIn('live.json'), { isReplay: true }),
    );
    expect(replayed.printed).toBe(
      live.printed.replace('Answered by local-stand-in', 'Answered by local-stand-in (recorded)'),
    );
  });

  it('of the stand-in is in the repository and answers every lecture', async () => {
    const { exitCode, printed, said } = await run(['--replay', committed]);
    // To record it again: npm run evaluate -- --record test/evaluation/recorded/stand-in.jsonl
    expect(said).toBe('');
    expect(printed).not.toContain('Failed');
    expect(printed).toContain(`Lectures: ${loadLabelledLectures(loadAssessedTopics()).length},`);
    expect(exitCode).toBe(0);
  });

  it('of a real model answers every talk that it covers, and loses no answer', async () => {
    const { exitCode, printed } = await run(['--replay', ofRealModel]);
    expect(printed).not.toContain('Failed');
    expect(printed).not.toContain('No model was asked');
    expect(exitCode).toBe(0);
  });

  it('contains no key', async () => {
    const file = fileNamed('no-key.jsonl');
    await run(['--topic', '4011', '--record', file]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/sk-|authorization/i);
    expect(readFileSync(committed, 'utf8')).not.toMatch(/sk-|authorization/i);
  });

  it('is not accepted as an answer to another transcript', async () => {
    const file = fileNamed('stale.jsonl');
    const lines = readFileSync(committed, 'utf8').replace(
      /"question":"[0-9a-f]+"/g,
      '"question":"0"',
    );
    writeFileSync(file, lines);
    const { exitCode, printed } = await run(['--topic', '4011', '--replay', file]);
    expect(exitCode).toBe(1);
    expect(printed).toContain('the transcript or its key points changed since the recording');
  });

  it('is refused with its line if it is none', async () => {
    const file = fileNamed('broken.jsonl');
    writeFileSync(file, '{"lectureId":"x"}\n');
    const { exitCode, said } = await run(['--replay', file]);
    expect(exitCode).toBe(1);
    expect(said).toContain('line 1: not a recorded answer');
  });

  it('is reported if it does not exist', async () => {
    const { exitCode, said } = await run(['--replay', fileNamed('none.jsonl')]);
    expect(exitCode).toBe(1);
    expect(said).toContain('ENOENT');
  });
});

describe('a dishonest model', () => {
  it('gains nothing by invented quotes, and at most two key points by the same words', {
    timeout: 120_000,
  }, async () => {
    const { exitCode, printed } = await run([
      '--adversarial',
      '--json',
      fileNamed('adversarial.json'),
    ]);
    expect(printed).toContain('too high');
    expect(jsonIn('adversarial.json')).toMatchObject({
      adversarial: adversarialModes.map((mode) => ({ mode, broken: [], failures: [] })),
    });
    expect(jsonIn('adversarial.json')).toMatchObject({
      adversarial: [{ highest: 0, lectures: 2 }, { notAssessed: 0 }, { notAssessed: 0 }],
    });
    expect(exitCode).toBe(0);
  });
});

describe('gates', () => {
  it('that are met leave the exit code at 0', async () => {
    const { exitCode } = await run([
      '--replay',
      committed,
      ...['--fail-under-kappa', '0.3', '--fail-over-lift', '25', '--fail-over-off-topic', '10'],
    ]);
    expect(exitCode).toBe(0);
  });

  it('that are missed are named', async () => {
    const { exitCode, said } = await run(['--replay', committed, '--fail-under-kappa', '0.99']);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/kappa of the score bands is 0\.\d\d \(limit 0\.99\)/);
  });

  it('on a figure that could not be computed are missed', async () => {
    const { exitCode, said } = await run(['--tag', 'off-topic', '--fail-over-lift', '5']);
    expect(exitCode).toBe(1);
    expect(said).toContain('highest injection lift could not be computed');
  });
});

describe('a command line', () => {
  it.each([
    [['--runs', '0'], '--runs takes a whole number above 0'],
    [['--tag', 'great'], '--tag takes one of correct'],
    [['--fail-under-kappa', 'high'], '--fail-under-kappa takes a number'],
    [['--record', 'a', '--replay', 'b'], '--record and --replay exclude each other'],
    [['--adversarial', '--fail-over-lift', '1'], '--adversarial has limits of its own'],
    [['--loud'], '--loud'],
    [['--topic', '999999'], 'no lecture has that tag and topic'],
  ])('is refused if it is %j', async (argv, problem) => {
    const { exitCode, said } = await run(argv);
    expect(exitCode).toBe(2);
    expect(said).toContain(problem);
  });

  it('may ask for help', async () => {
    const { exitCode, printed } = await run(['--help']);
    expect(exitCode).toBe(0);
    expect(printed).toContain('npm run evaluate');
  });
});
