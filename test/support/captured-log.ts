import { afterEach, beforeEach, vi } from 'vitest';
import * as z from 'zod';
import { type EmbeddedMetric, isEmbeddedMetrics, readEmbeddedMetrics } from './embedded-metrics.ts';

const lineSchema = z.looseObject({ level: z.string(), message: z.string() });

export interface CapturedLog {
  /** Everything that was written, as one text: to search for what must not be in it. */
  text(): string;
  lines(): z.infer<typeof lineSchema>[];
  /** What was measured, from the lines that are for CloudWatch's metrics. */
  metrics(): EmbeddedMetric[];
  restore(): void;
}

/** Keeps what is written to the console from now on, instead of printing it. */
export function capturedLog(): CapturedLog {
  const written: string[] = [];
  const spies = (['info', 'warn', 'error', 'log', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      written.push(parts.map(String).join(' '));
    }),
  );
  return {
    text: () => written.join('\n'),
    lines: () =>
      written
        .filter((line) => !isEmbeddedMetrics(line))
        .map((line) => lineSchema.parse(JSON.parse(line))),
    metrics: () => written.filter(isEmbeddedMetrics).flatMap(readEmbeddedMetrics),
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}

/** The log of the test that runs, whose measurements are under a namespace of their own. */
export function measuredLogOfEachTest(): Omit<CapturedLog, 'restore'> {
  let captured: CapturedLog | undefined;
  beforeEach(() => {
    captured = capturedLog();
    vi.stubEnv('METRIC_NAMESPACE', 'LearningMate-test');
  });
  afterEach(() => {
    captured?.restore();
    vi.unstubAllEnvs();
  });
  return {
    text: () => captured?.text() ?? '',
    lines: () => captured?.lines() ?? [],
    metrics: () => captured?.metrics() ?? [],
  };
}
