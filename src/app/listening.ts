import type { Events } from '#contracts';
import { platforms } from '#domain/members';

/** A bot, as far as it matters whether it hears anything. */
export interface Ear {
  name: string;
  /** Whether it is connected now. */
  ready(): boolean;
}

/** Well within the minute that a missing call costs. */
const EVERY_MS = 20_000;

/**
 * Tells which platforms are listened to, again and again while they are: hours in which nobody listened are
 * missing, not quiet.
 * @param every calls something again and again, so many milliseconds apart; returns how to end it
 * @returns how to end it
 */
export function keepListening(
  bots: readonly Ear[],
  events: Pick<Events, 'listening'>,
  every: (ms: number, tell: () => void) => () => void = really,
): () => void {
  const tell = (): void => {
    for (const platform of platforms) {
      if (bots.some((bot) => bot.name === platform && bot.ready())) void events.listening(platform);
    }
  };
  tell();
  return every(EVERY_MS, tell);
}

function really(ms: number, tell: () => void): () => void {
  const timer = setInterval(tell, ms).unref();
  return () => clearInterval(timer);
}
