import { expect, it } from 'vitest';
import { run as catalogCommand } from '../../../infra/operate/catalog-command.ts';
import { dynamoCatalog } from '../../../shared/adapters/dynamo-catalog.ts';
import { finish, operatedStack } from './operated-stack.ts';

it('npm run catalog puts the data file in force once, and says so if it already was', async () => {
  const stack = await operatedStack();
  const run = () => finish(catalogCommand, stack.surroundings([]));

  const first = await run();
  expect(first).toMatchObject({ code: 0, trouble: '' });
  expect(first.printed).toMatch(/Version [0-9a-f]{12} is in force: \d+ majors, \d+ topics\./);
  const topic = await dynamoCatalog(stack.table, Date.now).findTopic(1001);
  expect(topic?.path.topicName).toBe('해시 테이블');

  expect((await run()).printed).toMatch(/Version [0-9a-f]{12} was in force already\./);
});
