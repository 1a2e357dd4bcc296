import { Command, CommanderError } from 'commander';
import { vi } from 'vitest';

/** What the console showed, and the exit code that the process would have ended with. */
export interface Said {
  code: number;
  out: string;
}

/**
 * Says one of `lyceum`'s commands in this process, with these settings and no other, in `folder`. For what starting
 * the program anew, which takes seconds, would not show better.
 */
export async function sayHere(
  add: (program: Command) => void,
  words: readonly string[],
  settings: NodeJS.ProcessEnv,
  folder: string,
): Promise<Said> {
  const lines: string[] = [];
  const spies = (['log', 'error', 'warn', 'info'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...said: unknown[]) => void lines.push(said.join(' '))),
  );
  const before = { env: process.env, folder: process.cwd(), code: process.exitCode };
  const say = (text: string) => void lines.push(text.trimEnd());
  const program = new Command('lyceum').exitOverride().configureOutput({ writeOut: say, writeErr: say });
  add(program);
  let code = 0;
  try {
    process.env = { ...settings };
    process.exitCode = 0;
    process.chdir(folder);
    await program.parseAsync([...words], { from: 'user' });
    code = process.exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode;
  } finally {
    process.env = before.env;
    process.exitCode = before.code;
    process.chdir(before.folder);
    for (const spy of spies) spy.mockRestore();
  }
  return { code, out: lines.join('\n') };
}
