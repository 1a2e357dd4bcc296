import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptWebhook } from '#app/intake';
import { silentLog } from '#kernel/log';
import { demo, startProduct, type Product } from '../_support/product.js';
import { createChance } from '../../scripts/drill/chance.js';
import { attack, byHand, emptyTally, overHttp, type Tally } from '../../scripts/fuzz/attack.js';
import { eventBody, forgery, kinds, signed } from '../../scripts/fuzz/forgery.js';
import { snapshot } from './snapshot.js';

const secret = demo.stripe.webhookSecret;
let product: Product;
let tally: Tally;
beforeAll(async () => {
  product = await startProduct({ bots: false });
});
afterAll(() => product.close());
beforeEach(() => {
  tally = emptyTally();
});

const now = () => Math.floor(product.sandbox.clock.now().getTime() / 1000);
const target = () => ({ secret, now: now() });
const straight = () => byHand((raw, signature) => acceptWebhook(product.app, raw, signature, silentLog));

describe('forged webhooks', () => {
  it('are as many kinds as are named, and the same for the same seed', () => {
    const all = (seed: number) => {
      const chance = createChance(seed);
      return Array.from({ length: kinds.length * 20 }, (_, n) =>
        forgery(chance, n, { secret, now: 1_800_000_000 }),
      );
    };
    expect(all(1)).toEqual(all(1));
    expect(new Set(all(1).map(({ kind }) => kind)).size).toBe(kinds.length);
    expect(all(2)).not.toEqual(all(1));
  });

  it('are refused by the door, 6,000 of them, and leave nothing behind', async () => {
    const before = await snapshot(product.data);
    await attack({
      door: straight(),
      chance: createChance(20_261_122),
      target,
      tally,
      count: 6_000,
      controlEvery: 0,
    });
    expect(tally).toEqual({ ...emptyTally(), tried: 6_000 });
    expect(await snapshot(product.data)).toEqual(before);
  });

  it('are refused over HTTP, 1,500 of them, while right ones in between are taken', async () => {
    const door = overHttp(`${product.url}/webhooks/stripe`);
    await attack({ door, chance: createChance(7), target, tally, count: 1_500, controlEvery: 100 });
    door.close();
    expect(tally).toEqual({ ...emptyTally(), tried: 1_500, controls: { sent: 15, accepted: 15 } });
    await product.settle();
  });

  it('leave the heap as it was', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const rush = (count: number) =>
      attack({ door: straight(), chance: createChance(3), target, tally, count, controlEvery: 0 });
    await rush(1_000);
    gc();
    const before = process.memoryUsage().heapUsed;
    await rush(4_000);
    gc();
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(8 * 2 ** 20);
  });
});

describe('a signature in time', () => {
  const at = async (offset: number, id = `evt_at_${offset}`) => {
    const body = eventBody(id, now());
    return straight()(Buffer.from(body), signed(body, secret, now() + offset));
  };

  it.each([
    [-86_400, 'refused'],
    [-301, 'refused'],
    [-300, 'accepted'],
    [-299, 'accepted'],
    [0, 'accepted'],
    [299, 'accepted'],
    [300, 'accepted'],
    [301, 'refused'],
    [86_400, 'refused'],
  ])('%d s off is %s', async (offset, verdict) => {
    expect(await at(offset)).toBe(verdict);
  });

  it('sent again within its time has one effect, and none afterwards', async () => {
    const body = eventBody('evt_again', now());
    const signature = signed(body, secret, now());
    const first = await Promise.all(
      Array.from({ length: 20 }, () => straight()(Buffer.from(body), signature)),
    );
    expect(first).toEqual(first.map(() => 'accepted'));
    const { StripeEvent = [] } = await snapshot(product.data);
    expect(StripeEvent.filter((row) => row.includes('evt_again'))).toHaveLength(1);
    await product.sandbox.advanceTo(new Date((now() + 301) * 1_000));
    expect(await straight()(Buffer.from(body), signature)).toBe('refused');
  });
});

describe('a request that is hardly HTTP', () => {
  const body = () => eventBody('evt_raw', now());
  const lines = (...headers: string[]) =>
    ['POST /webhooks/stripe HTTP/1.1', 'host: x', 'connection: close', ...headers, '', ''].join('\r\n');

  it('is refused, whatever it repeats, hides or leaves out', async () => {
    const right = signed(body(), secret, now());
    const wrong = `t=${now()},v1=${'0'.repeat(64)}`;
    const length = `content-length: ${Buffer.byteLength(body())}`;
    const tries: [string, string][] = [
      [
        'two signatures, of which one fits',
        lines(length, `stripe-signature: ${wrong}`, `stripe-signature: ${right.replace('v1=', 'v0=')}`),
      ],
      ['a header that begins on another line', lines(length, `stripe-signature:`, ` ${wrong}`)],
      ['two lengths', lines(length, 'content-length: 1', `stripe-signature: ${right}`)],
      ['a length and chunks', lines(length, 'transfer-encoding: chunked', `stripe-signature: ${right}`)],
      ['a control character', lines(length, `stripe-signature: ${right}\x01`)],
      ['a header without end', lines(length, `stripe-signature: ${'v1=00,'.repeat(4_000)}`)],
      ['too many headers', lines(length, ...Array.from({ length: 3_000 }, (_, at) => `x-${at}: ${at}`))],
      [
        'a shorter body than it says',
        lines(`content-length: ${Buffer.byteLength(body()) - 1}`, `stripe-signature: ${right}`),
      ],
      ['no protocol', 'hello\r\n\r\n'],
      ['bytes', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ];
    for (const [what, head] of tries) {
      const status = await raw(head, body());
      expect([what, status]).toEqual([what, expect.stringMatching(/^4\d\d$/)]);
    }
    expect(await raw(lines(length, `stripe-signature: ${right}`), body())).toBe('200');
  });

  /** Sends exactly this, and gives back the status that came, or `''`. */
  function raw(head: string, rest: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(product.url).port), '127.0.0.1', () => {
        socket.write(Buffer.from(head, 'latin1'));
        socket.write(rest);
      });
      let heard = '';
      socket.on('data', (data) => (heard += data.toString('latin1')));
      socket.on('error', () => {});
      socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(heard)?.[1] ?? ''));
    });
  }
});
