import { vi } from 'vitest';
import * as z from 'zod';

const lineSchema = z.looseObject({ level: z.string(), message: z.string() });

export interface CapturedLog {
  /** All that was written, as one text: to search for what must not be in it. */
  text(): string;
  lines(): z.infer<typeof lineSchema>[];
  restore(): void;
}

/** Keeps what is written to the console from now on, in place of printing it. */
export function capturedLog(): CapturedLog {
  const written: string[] = [];
  const spies = (['info', 'warn', 'error', 'log', 'debug'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => {
      written.push(parts.map(String).join(' '));
    }),
  );
  return {
    text: () => written.join('\n'),
    lines: () => written.map((line) => lineSchema.parse(JSON.parse(line))),
    restore: () => {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
