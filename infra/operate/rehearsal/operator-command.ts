import { spawn } from 'node:child_process';
import { CommandTrouble } from '../../command-line/command-trouble.ts';
import { logged, project, type Rehearsal } from './deploys.ts';

interface Spoken {
  readonly input?: string;
  /** A file descriptor that gets all that is said. @default the terminal */
  readonly output?: number;
}

/** One of the project's own commands, as an operator would run it. @returns its exit code */
export function runProjectCommand(
  { environment, surroundings }: Rehearsal,
  command: string,
  parameters: readonly string[],
  { input, output }: Spoken = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...parameters], {
      cwd: project,
      env: { ...environment },
      stdio: ['pipe', output ?? 'pipe', output ?? 'pipe'],
    });
    child.stdin?.end(input);
    child.stdout?.pipe(surroundings.out, { end: false });
    child.stderr?.pipe(surroundings.err, { end: false });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 130));
  });
}

/**
 * `npm run NAME -- --stage STAGE …`, whose words go to a file.
 * @throws CommandTrouble where it fails
 */
export async function operate(
  rehearsal: Rehearsal,
  title: string,
  [name, ...parameters]: readonly [string, ...string[]],
): Promise<void> {
  const arguments_ = [name, '--stage', rehearsal.stage, ...parameters];
  await logged(rehearsal.surroundings, title, async (output) => ({
    exitCode: await runProjectCommand(rehearsal, 'infra/operate/operate.ts', arguments_, {
      output,
    }),
  }));
}

/** @throws CommandTrouble */
export async function putOpenAiKey(rehearsal: Rehearsal, key: string): Promise<void> {
  const arguments_ = ['secret', '--stage', rehearsal.stage, '--from-stdin'];
  const code = await runProjectCommand(rehearsal, 'infra/operate/operate.ts', arguments_, {
    input: key,
  });
  if (code !== 0) throw new CommandTrouble('The OpenAI key could not be put.');
}
