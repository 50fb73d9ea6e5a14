import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url)), 'utf8');
const runbook = read('runbook.md');
const operating = read('operating.md');

const shellOf = (text: string) =>
  [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block);
const [helpers = ''] = shellOf(runbook);

/** Runs the runbook's own functions in bash, with an AWS CLI that answers as `aws` says. */
function inRunbook(command: string, aws: string) {
  const script = `${helpers}\nsleep() { :; }\naws() { case "$*" in ${aws} esac; }\n${command}`;
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

describe('the commands of the runbook', () => {
  it('never ask for only the first hundred resources', () => {
    expect(`${runbook}${operating}`).not.toContain('describe-stack-resources');
  });

  it.each([...shellOf(runbook), ...shellOf(operating)].map((block) => [block]))(
    'can be read by a shell: %s',
    (block) => {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: block, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    },
  );

  it('find a function on whichever page of the stack’s resources it is', () => {
    const pages = String.raw`*list-stack-resources*ProcessLecture*) printf '\nNone\nLearningMate-dev-Process\n';;`;
    expect(inRunbook('lambda ProcessLecture', pages)).toEqual({
      status: 0,
      stdout: 'LearningMate-dev-Process\n',
      stderr: '',
    });
  });
});

describe('a saved query', () => {
  const definitionsOf = (...logGroups: string[]) =>
    `*describe-query-definitions*) echo '${JSON.stringify({
      queryDefinitions: logGroups.map((name) => ({ queryString: 'q', logGroupNames: [name] })),
    })}';;`;
  const saved = `${definitionsOf('g')} *start-query*) echo id;;`;

  it('shows its lines once it is complete', () => {
    const rows = '{"status":"Complete","results":[[{"field":"name","value":"Oops"}]]}';
    const ended = inRunbook('ask errors-by-name', `${saved} *get-query-results*) echo '${rows}';;`);
    expect(ended).toEqual({ status: 0, stdout: '{"name":"Oops"}\n', stderr: '' });
  });

  it('shows the lines of each of its parts', () => {
    const rows = (name: string) =>
      `{"status":"Complete","results":[[{"field":"name","value":"${name}"}]]}`;
    const parts = `${definitionsOf('g', 'h')}
      *start-query*' h '*) echo two;; *start-query*) echo one;;
      *get-query-results*one*) echo '${rows('Oops')}';;
      *get-query-results*two*) echo '${rows('Alas')}';;`;
    expect(inRunbook('ask errors-by-name', parts)).toEqual({
      ...{ status: 0, stdout: '{"name":"Oops"}\n{"name":"Alas"}\n', stderr: '' },
    });
  });

  it.each(['Failed', 'Cancelled', 'Timeout', 'Unknown'])('fails if it ended as %s', (status) => {
    const answer = `*get-query-results*) echo '{"status":"${status}"}';;`;
    expect(inRunbook('ask errors-by-name', `${saved} ${answer}`)).toEqual({
      status: 1,
      stdout: '',
      stderr: `The query ended as ${status}.\n`,
    });
  });

  it.each([
    ['cannot be started', `${definitionsOf('g')} *) return 9;;`],
    ['cannot be asked for', `${saved} *) return 9;;`],
  ])('fails if it %s', (_, aws) => {
    expect(inRunbook('ask errors-by-name', aws).status).not.toBe(0);
  });

  it('fails if there is none of that name', () => {
    expect(inRunbook('ask error', definitionsOf())).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^No saved query LearningMate-\w+\/error\.\n$/),
    });
  });
});
