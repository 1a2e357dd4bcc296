/** Webhooks that nobody may believe: bodies and signatures of every wrong kind. */
import { createHmac } from 'node:crypto';
import type { Chance } from '../drill/chance.js';

export interface Forgery {
  kind: string;
  body: Buffer;
  /** null: no header at all. */
  signature: string | null;
}

export interface Target {
  secret: string;
  /** Seconds since the epoch, by the clock that the door goes by. */
  now: number;
}

/** A signature that the door would take for this body at `at`. */
export function signed(body: Buffer | string, secret: string, at: number): string {
  const mac = createHmac('sha256', secret).update(`${at}.`).update(body).digest('hex');
  return `t=${at},v1=${mac}`;
}

/** An event that the door takes when it is signed. */
export function eventBody(id: string, created: number, change: object = {}): string {
  const subscription = { object: 'subscription', id: 'sub_1', customer: 'cus_1', name: '陈薇 ✓ "\\' };
  return JSON.stringify({
    id,
    object: 'event',
    type: 'customer.subscription.updated',
    created,
    livemode: false,
    data: { object: subscription },
    ...change,
  });
}

/** Seconds beyond which a signature is too old, or too early. */
const TOLERANCE = 300;

type Make = (chance: Chance, target: Target) => Omit<Forgery, 'kind'>;

const good = (chance: Chance, { now }: Target): Buffer =>
  Buffer.from(eventBody(`evt_${chance.whole(0, 1e9)}`, now));

const bytes = (chance: Chance, most: number): Buffer =>
  Buffer.from(Array.from({ length: chance.whole(0, most) }, () => chance.whole(0, 255)));

/** What HTTP lets into a header. */
const visible = (chance: Chance, most: number): string =>
  Array.from({ length: chance.whole(0, most) }, () => String.fromCharCode(chance.whole(0x20, 0x7e))).join('');

function damaged(chance: Chance, body: Buffer): Buffer {
  const at = chance.whole(0, body.length - 1);
  const [head, tail] = [body.subarray(0, at), body.subarray(at + 1)];
  switch (chance.whole(0, 4)) {
    case 0:
      return Buffer.concat([head, Buffer.from([(body[at] ?? 0) ^ chance.whole(1, 255)]), tail]);
    case 1:
      return Buffer.concat([head, tail]);
    case 2:
      return Buffer.concat([head, Buffer.from([chance.whole(0, 255)]), body.subarray(at)]);
    case 3:
      return Buffer.from(head);
    default:
      return Buffer.concat([body, bytes(chance, 20), Buffer.from('x')]);
  }
}

const WORTHLESS: readonly [string, ...string[]] = ['', 'whsec_', 'secret', 'undefined', 'null', '0'];

/** By kind; none of them may ever be taken. */
const FORGERIES: Record<string, Make> = {
  'a body changed after it was signed'(chance, target) {
    const body = good(chance, target);
    return { body: damaged(chance, body), signature: signed(body, target.secret, target.now) };
  },
  'a signature changed in one place'(chance, target) {
    const body = good(chance, target);
    const whole = signed(body, target.secret, target.now);
    const from = whole.indexOf('v1=') + 3;
    const at = chance.whole(from, whole.length - 1);
    const other = ((Number.parseInt(whole.charAt(at), 16) + chance.whole(1, 15)) % 16).toString(16);
    return { body, signature: `${whole.slice(0, at)}${other}${whole.slice(at + 1)}` };
  },
  'another secret'(chance, target) {
    const body = good(chance, target);
    const { secret } = target;
    const near = [secret.slice(6), secret.slice(0, -1), `${secret} `, secret.toUpperCase()];
    const guess = chance.next() < 0.5 ? chance.pick(WORTHLESS) : (near[chance.whole(0, 3)] ?? '');
    return { body, signature: signed(body, guess, target.now) };
  },
  'a replay'(chance, target) {
    const body = good(chance, target);
    const ago = TOLERANCE + chance.whole(1, 90 * 86_400);
    return { body, signature: signed(body, target.secret, target.now - ago) };
  },
  'a signature of the future'(chance, target) {
    const body = good(chance, target);
    const ahead = TOLERANCE + chance.whole(1, 90 * 86_400);
    return { body, signature: signed(body, target.secret, target.now + ahead) };
  },
  'a time that is another than was signed'(chance, target) {
    const body = good(chance, target);
    const old = signed(body, target.secret, target.now - 86_400);
    const mac = old.slice(old.indexOf(','));
    const now = target.now;
    const times = [
      `t=${now}`,
      `t=${now - 86_400},t=${now}`,
      `t=${now},t=${now - 86_400}`,
      `t=${now}.0`,
      `t= ${now}`,
    ];
    return { body, signature: `${times[chance.whole(0, times.length - 1)]}${mac}` };
  },
  'a time that is none'(chance, target) {
    const body = good(chance, target);
    const times: [string, ...string[]] = ['', 'NaN', '-1', '1e99', '0x10', '٣', 'Infinity', '9'.repeat(400)];
    const time = chance.pick(times);
    const mac = createHmac('sha256', target.secret).update(`${time}.`).update(body).digest('hex');
    return { body, signature: `t=${time},v1=${mac}` };
  },
  'another scheme'(chance, target) {
    const body = good(chance, target);
    const whole = signed(body, target.secret, target.now);
    const schemes: [string, ...string[]] = ['v0=', 'v2=', 'V1=', 'v1:', 'v1==', 'sha256=', '=', ''];
    return { body, signature: whole.replace('v1=', chance.pick(schemes)) };
  },
  'many signatures, all wrong'(chance, target) {
    const macs = Array.from({ length: chance.whole(2, 60) }, () => `v1=${bytes(chance, 40).toString('hex')}`);
    return { body: good(chance, target), signature: `t=${target.now},${macs.join(',')}` };
  },
  'any header'(chance, target) {
    return { body: good(chance, target), signature: visible(chance, 300) };
  },
  'no header'(chance, target) {
    return { body: good(chance, target), signature: null };
  },
  'any bytes, signed for another body'(chance, target) {
    return { body: bytes(chance, 2_000), signature: signed('{}', target.secret, target.now) };
  },
  'signed, but no event'(chance, target) {
    const nothings: [string, ...string[]] = [
      '',
      '0',
      'null',
      '[]',
      '{}',
      '"evt_1"',
      '{"id":"evt_1"',
      '[{"id":"evt_1"}]',
      '{"__proto__":{"id":"evt_1","type":"invoice.paid"}}',
      eventBody('', target.now),
      eventBody('evt_1', target.now, { type: '' }),
      eventBody('evt_1', target.now, { id: { toString: 'evt_1' } }),
      eventBody('evt_1', target.now, { created: 'yesterday' }),
      eventBody('evt_1', target.now, { data: null }),
      eventBody('evt_1', target.now, { data: { object: 'subscription' } }),
      `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
      `{"a":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_001)}`,
    ];
    const body = Buffer.from(chance.pick(nothings));
    return { body, signature: signed(body, target.secret, target.now) };
  },
  'signed, but of the other mode'(chance, target) {
    const body = Buffer.from(eventBody(`evt_${chance.whole(0, 1e9)}`, target.now, { livemode: true }));
    return { body, signature: signed(body, target.secret, target.now) };
  },
  large(chance, target) {
    const body = Buffer.alloc(chance.whole(1_000, 20_000), chance.whole(0x20, 0x7e));
    return { body, signature: `t=${target.now},v1=${'0'.repeat(64)}` };
  },
};

const kinds = Object.keys(FORGERIES) as [string, ...string[]];

/** The forgery number `n`: kinds in turn, so that each is tried as often as any. */
export function forgery(chance: Chance, n: number, target: Target): Forgery {
  const kind = kinds[n % kinds.length] ?? kinds[0];
  const make = FORGERIES[kind];
  if (!make) throw new Error(`there is no forgery ${kind}`);
  return { kind, ...make(chance, target) };
}

export { kinds };
