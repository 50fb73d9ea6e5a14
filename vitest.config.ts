import { defineConfig } from 'vitest/config';

const layer = (name: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout, hookTimeout: 60_000 },
});

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: '.build/test-results.json' }]],
    projects: [
      layer('unit', 10_000),
      layer('integration', 30_000),
      layer('infra', 60_000),
      layer('e2e', 60_000),
    ],
  },
});
