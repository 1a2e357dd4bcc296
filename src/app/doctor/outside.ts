import { examineDiscord } from '#adapters/discord';
import { examinePublicUrl } from '#adapters/http';
import { examineStripe } from '#adapters/stripe';
import { examineTelegram } from '#adapters/telegram';
import type { Examination } from '#contracts';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import type { RealTarget } from '../targets.js';
import type { Books } from './books.js';

export interface OutsideExamined {
  target: RealTarget;
  publicUrl: string;
  books: Books;
  /** The product's clock. */
  clock: Clock;
  /** This machine's, which no rehearsal moves. */
  machineNow(): Date;
  /** The bots are connected while we look: their connections need not be tried. */
  connected?: boolean;
  log: Log;
}

export type Part = 'discord' | 'telegram' | 'stripe' | 'public_url';

/** Looks at the platforms and at the way in, all at once; what books ask for decides what is needed there. */
export async function examineOutside(asked: OutsideExamined): Promise<Partial<Record<Part, Examination>>> {
  const { target, publicUrl, books, clock, machineNow, connected, log } = asked;
  const { discord, telegram, stripe } = target;
  const needed = reach(target);
  // From outside nobody gets to this machine's own address: that is said once, of the address.
  const reachable = needed === 'nobody' || !isLocal(publicUrl);
  const parts: Partial<Record<Part, Promise<Examination>>> = {
    public_url: examinePublicUrl({ url: publicUrl, needed }),
    stripe: examineStripe({
      ...stripe,
      ...(reachable ? { webhookUrl: `${publicUrl}/webhooks/stripe` } : {}),
      prices: books.prices,
      arrived: books.arrived,
      machineNow,
      now: () => clock.now(),
    }),
    ...(discord
      ? {
          discord: examineDiscord({
            ...discord,
            guilds: books.guilds,
            now: machineNow,
            knock: !connected,
            log,
          }),
        }
      : {}),
    ...(telegram
      ? {
          telegram: examineTelegram({
            token: telegram.token,
            ...(telegram.apiUrl ? { apiUrl: telegram.apiUrl } : {}),
            ...(telegram.webhook ? { webhookUrl: `${publicUrl}/webhooks/telegram` } : {}),
            groups: books.groups,
            now: () => clock.now(),
          }),
        }
      : {}),
  };
  const done = await Promise.all(
    Object.entries(parts).map(async ([part, examination]) => [part, await examination] as const),
  );
  return Object.fromEntries(done);
}

/** Whose messages have to come in from the internet. */
function reach({ stripe }: RealTarget): 'live' | 'test' | 'nobody' {
  if (stripe.apiUrl && isLocal(stripe.apiUrl)) return 'nobody';
  return /^(sk|rk)_live_/.test(stripe.secretKey) ? 'live' : 'test';
}

function isLocal(url: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(url).hostname);
}
