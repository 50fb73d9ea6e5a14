import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };

const project = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string) => readFileSync(`${project}${path}`, 'utf8');

const [, table = ''] = read('README.md').split('## Where do I look for…');
const rows = [...table.matchAll(/^\| (.+) \| (.+) \|$/gm)].slice(1);
const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

const scripts: Readonly<Record<string, string>> = packageJson.scripts;

/** Whether a name is a path from the top, a path beside the row's first one, a pattern, or a command. */
function isThere(name: string, beside: string): boolean {
  const [, script] = /^npm run (\S+)$/.exec(name) ?? [];
  if (script) return scripts[script] !== undefined;
  const path = name.replace(/^bash /, '').replace(/<[^>]+>/, '*');
  if (path.includes('*')) return globSync(path, { cwd: project }).length > 0;
  return existsSync(`${project}${path}`) || existsSync(`${project}${beside}${path}`);
}

const folderOf = (path = '') => path.slice(0, path.lastIndexOf('/') + 1);

describe('README’s table of where to look', () => {
  it('names only paths and commands that exist', () => {
    const gone = rows.flatMap(([, , places = '']) => {
      const names = named(places);
      return names.filter((name) => !isThere(name, folderOf(names[0])));
    });
    expect(gone).toEqual([]);
  });

  it.each([
    ['is a route declared', 'shared/contracts/routes/'],
    ['is the code of GET /ranking', 'functions/<verb-noun>/handler.ts'],
    ['is a function’s environment declared', 'shared/contracts/environment.ts'],
    ['is a new failure reason added', 'shared/contracts/lecture.ts'],
    ['does an error get its HTTP status', 'shared/contracts/problem.ts'],
    ['does a submitted lecture begin', 'shared/lectures/submit-lecture.ts'],
    ['is the prompt', 'shared/assessment/find-passages.ts'],
    ['is the score computed', 'shared/assessment/scoring.ts'],
    ['is an update expression of DynamoDB', 'shared/adapters/dynamo-*.ts'],
    ['is a token checked', 'shared/platform/authentication.ts'],
    ['are the topics', 'shared/catalog/data/'],
    ['is the memory of the worker set', 'infra/stack/settings.ts'],
    ['is a function allowed an action', 'infra/stack/grants.ts'],
    ['is an alarm defined', 'infra/stack/constructs/alarms.ts'],
    ['is it said what to do about an alarm', 'docs/runbook.md'],
    ['is esbuild told what to bundle', 'infra/bundle/bundle.ts'],
    ['is the S3 of npm start', 'infra/local/'],
    ['is the fake OpenAI', 'infra/openai-stand-in/'],
    ['is npm run redrive', 'infra/operate/operate.ts'],
    ['is the OpenAPI document made', 'infra/documents/'],
    ['is a learner’s deletion', 'shared/users/delete-user.ts'],
    ['are the queues and the bucket defined', 'infra/stack/learning-mate-stack.ts'],
    ['is a screen of the web app', 'functions/get-web-app/app/'],
    ['does a client word a failure reason', 'shared/client/messages-ko.ts'],
  ])('answers “Where %s?”', (_, path) => {
    const row = rows.find(([, , places = '']) => named(places).includes(path));
    expect(row).toBeDefined();
    expect(isThere(path, '')).toBe(true);
  });
});

describe('a wing of infra/', () => {
  const wings = readdirSync(`${project}infra`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  it.each(wings)(
    '%s says in ten lines what it guarantees, what it may import and where to begin',
    (wing) => {
      const lines = read(`infra/${wing}/README.md`).trimEnd().split('\n');
      expect(lines.length).toBeLessThanOrEqual(10);
      const text = lines.join(' ');
      expect(text).toMatch(/(It|This wing) may import/);
      const [, start = ''] = /Begin in[^`]*`…?([^`]+)`/.exec(text) ?? [];
      const files = globSync(`infra/${wing}/**/*${start || 'nothing'}`, { cwd: project });
      expect(files).not.toEqual([]);
    },
  );
});

describe('a file of the product or its tests', () => {
  const files = globSync('{functions,shared,infra,test}/**/*.{ts,tsx,mjs}', { cwd: project });

  it('has at most three hundred lines', () => {
    expect(files.length).toBeGreaterThan(1_000);
    expect(files.filter((path) => read(path).trimEnd().split('\n').length > 300)).toEqual([]);
  });

  // A worker loads a module once for all its test files (vitest.config.ts), so such a hook belongs to the first.
  it('makes no hook of a test while it is loaded, unless it is that test’s own', () => {
    const helpers = files.filter((path) => path.startsWith('test/') && !path.endsWith('.test.ts'));
    const hook = /^(before|after)(All|Each)\(/m;
    expect(hook.test('beforeEach(async () => {')).toBe(true);
    expect(helpers.filter((path) => hook.test(read(path)))).toEqual([]);
  });
});

describe('an operator’s command in package.json', () => {
  const operated = Object.entries(scripts).filter(([, line]) => line.includes('infra/operate/'));

  it.each(operated)('%s starts operate.ts with its own name', (name, line) => {
    expect(line.endsWith(` infra/operate/operate.ts ${name}`)).toBe(true);
  });
});
