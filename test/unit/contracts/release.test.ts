import { expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { release } from '../../../shared/contracts/release.ts';

it('errors name the release that package.json names', () => {
  expect(release).toBe(`${packageJson.name}@${packageJson.version}`);
});
