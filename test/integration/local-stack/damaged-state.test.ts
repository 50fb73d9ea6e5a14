import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { DamagedState } from '../../../infra/local/aws/state-file.ts';
import { bucket, stackModel } from '../../support/stack-model.ts';
import { startEdge } from './aws-edge.ts';

const stack = stackModel({ buckets: [bucket('recordings-bucket')] });
const record = `${createHash('sha256').update('recordings/1/2').digest('hex')}.json`;

async function startWith(name: string, content: string): Promise<unknown> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'damaged-state-'));
  onTestFinished(() => rm(stateDirectory, { recursive: true, force: true }));
  const file = join(stateDirectory, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return startEdge(stack, { stateDirectory, memory: false }).catch((error: unknown) => error);
}

test.each([
  [
    'secrets.json',
    '{"SigningKeys": [{"value": "half a secr',
    'secrets.json is damaged (it is not JSON)',
  ],
  ['secrets.json', '{"SigningKeys": "secret"}', 'secrets.json is damaged (its shape is another)'],
  ['dead-letters.json', '', 'dead-letters.json is damaged (it is not JSON)'],
  [`objects/recordings-bucket/${record}`, '[]', `${record} is damaged (its shape is another)`],
  ['dynamodb/CURRENT', 'rubbish', 'dynamodb is damaged (Corruption'],
])('a state with a damaged %s (%s) is named with its remedy', async (name, content, message) => {
  const error = await startWith(name, content);
  expect(error).toBeInstanceOf(DamagedState);
  expect(String(error)).toContain(message);
  expect(String(error)).toContain('npm start -- --fresh');
  expect(String(error)).not.toContain('secr"');
  expect(String(error).split('\n')).toHaveLength(1);
});
