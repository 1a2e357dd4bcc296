/** The Discord in miniature with its people, as the tests of the adapter use it. */
import { movableClock, type MovableClock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { WireEntry } from '../../src/sandbox/kit.js';
import { createDiscordServer, type Answer, type DiscordServer } from '../../src/sandbox/discord/index.js';
import { demo, people } from '../../src/sandbox/people.js';

export const ids = demo.discord;
export const token = demo.discord.token;

/** A person's Discord id by the key of the demo community. */
export function who(key: string): string {
  const person = people.find((each) => each.key === key);
  if (!person) throw new Error(`Nobody is called ${key}`);
  return person.discordId;
}

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  data: object;
  message: string;
}

export interface Stage {
  server: DiscordServer;
  apiUrl: string;
  clock: MovableClock;
  log: Log;
  lines: LogLine[];
  /** What went over the wire, oldest first. */
  wire: WireEntry[];
  /** Does what a person or the operator can do. */
  act(action: string, input?: object): Promise<unknown>;
  /** The same for what answers with a message or a form. */
  use(action: string, input: object): Promise<Answer>;
  close(): Promise<void>;
}

export async function stage(options: { port?: number } = {}): Promise<Stage> {
  const clock = movableClock(new Date('2026-11-22T12:00:00Z'), true);
  const wire: WireEntry[] = [];
  const lines: LogLine[] = [];
  const server = await createDiscordServer({
    port: options.port ?? 0,
    context: { clock: { now: () => clock.now().getTime() }, wire: (entry) => wire.push(entry), changed() {} },
  });
  const write = (level: LogLine['level']) => (data: object, message: string) =>
    void lines.push({ level, data, message });
  const act = async (name: string, input: object = {}): Promise<unknown> => {
    const action = server.actions[name];
    if (!action) throw new Error(`There is no action ${name}`);
    return action.run(action.input.parse(input));
  };
  return {
    server,
    apiUrl: `${server.url}/api`,
    clock,
    wire,
    lines,
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    act,
    use: async (name, input) => (await act(name, input)) as Answer,
    close: () => server.close(),
  };
}

/** Waits until `look` finds something; a test that waits in vain fails by its own time limit. */
export async function until<T>(look: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
