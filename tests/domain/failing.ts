import type { History } from './history.js';
import { simulate } from './simulation.js';
import { smallest } from './smaller.js';

/** What goes wrong in a history; an exception is one thing. */
export type Wrong = (history: History) => string[] | Promise<string[]>;

export const wrongUnderTheRules: Wrong = (history) => simulate(history).wrong;

/**
 * A failing history for people to read: its seed, what goes wrong, and the smallest history in which anything still
 * does. Instants are written as dates.
 * @param through what it was lived through: the rooms are asked less often, for each history takes them a second
 */
export async function report(
  seed: number,
  history: History,
  wrong: Wrong,
  through: 'rules' | 'rooms' = 'rules',
): Promise<string> {
  const tries = through === 'rules' ? 3_000 : 60;
  const small = await smallest(history, async (one) => (await safely(one, wrong)).length > 0, tries);
  const readable = JSON.stringify(
    small,
    (_, value: unknown) => (isInstant(value) ? written(value) : value),
    1,
  );
  const again = `npm run histories -- --count 1 --seed ${seed}${through === 'rooms' ? ' --rooms' : ''}`;
  return [`history ${seed}:`, ...(await safely(small, wrong)), readable, `again: ${again}`].join('\n');
}

export async function safely(history: History, wrong: Wrong): Promise<string[]> {
  try {
    return await wrong(history);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

const isInstant = (value: unknown): value is number => typeof value === 'number' && value > 1e12;
const written = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z');
