import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const layer = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: 120_000 },
});

/** The browser's tests wait most and take longest, so they begin first: nothing then runs alone at the end. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isBrowser = ({ moduleId }: TestSpecification) =>
      moduleId.endsWith('/e2e/web-app.test.ts');
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => Number(isBrowser(other)) - Number(isBrowser(one)));
  }
}

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: '.build/test-results.json' }]],
    // A test file finds the modules that the one before it has loaded, which halves the gate. So a
    // test leaves no state in a module, and puts back what it stubs.
    isolate: false,
    // Journeys and browsers wait more than they work: with one worker a processor these would idle.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { sequencer: BrowserFirst },
    globalSetup: 'test/support/bundles-of-the-run.ts',
    projects: [
      layer('unit', 30_000),
      layer('integration', 30_000),
      layer('infra', 60_000),
      layer('e2e', 60_000),
    ],
  },
});
