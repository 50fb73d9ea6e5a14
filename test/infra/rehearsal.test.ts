import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SynthesizedStack, synthesize } from '../../infra/local/template/synthesize.ts';
import { notRehearsed } from '../../infra/operate/rehearsal/emulator-limits.ts';
import { sharedBundles } from '../support/shared-bundles.ts';

let folder = '';
let whole: SynthesizedStack['template'];
let rehearsed: SynthesizedStack['template'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rehearsal-test-'));
  const { directory } = await sharedBundles();
  const templateOf = async (app: string) => {
    const outputDirectory = join(folder, app.replaceAll('/', '-'));
    const context = { stage: 'prod', checks: 'off', bundles: directory };
    const stack = await synthesize(context, { outputDirectory, app });
    return stack.template;
  };
  whole = await templateOf('infra/app.ts');
  rehearsed = await templateOf('infra/operate/rehearsal/rehearsal-app.ts');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const leftOut = () =>
  Object.entries(whole.Resources).filter(([id]) => !Object.hasOwn(rehearsed.Resources, id));

describe('the rehearsed stack', () => {
  it('is the stage itself, except for monitoring that the emulator does not know', () => {
    expect(new Set(leftOut().map(([, { Type }]) => Type))).toEqual(
      new Set([
        'AWS::Budgets::Budget',
        'AWS::CloudWatch::Alarm',
        'AWS::CloudWatch::CompositeAlarm',
        'AWS::Logs::QueryDefinition',
      ]),
    );
    const { CDKMetadata: _, ...kept } = rehearsed.Resources;
    for (const [id, resource] of Object.entries(kept)) {
      expect(resource, id).toEqual(whole.Resources[id]);
    }
  });

  it('keeps every alarm on a single metric', () => {
    const alarms = Object.values(whole.Resources).filter(
      ({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && !Properties?.['Metrics'],
    );
    const kept = Object.values(rehearsed.Resources).filter(
      ({ Type }) => Type === 'AWS::CloudWatch::Alarm',
    );
    expect(kept).toHaveLength(alarms.length);
    expect(kept.length).toBeGreaterThan(3);
  });

  it('refers to nothing that was left out', () => {
    const text = JSON.stringify(rehearsed);
    expect(leftOut().filter(([id]) => text.includes(`"${id}"`))).toEqual([]);
  });

  it('says what was left out, and how many of each', () => {
    const { leftOut: lines }: { leftOut?: unknown } = Object(rehearsed['Metadata']);
    expect(lines).toEqual([
      '1 × budget',
      expect.stringMatching(/^\d+ × alarm on a sum of metrics$/),
      '1 × combined alarm',
      expect.stringMatching(/^\d+ × saved query$/),
    ]);
  });

  it('has a line in the runbook for each step that the emulator lacks', async () => {
    const runbook = await readFile('docs/runbook.md', 'utf8');
    const [, table = ''] = runbook.split('\n## What the emulator cannot show\n');
    const told = table.split('\n').map((line) => line.split(' | ')[0]?.replace(/^\| /, ''));
    expect(notRehearsed.filter((step) => !told.includes(step))).toEqual([]);
    expect(notRehearsed.length).toBeGreaterThan(0);
  });
});
