import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignatureRefused } from '#kernel/errors';
import { keys, providerAt } from './stripe-bench.js';

const now = new Date('2026-11-22T09:00:00.500Z');
const second = Math.floor(now.getTime() / 1000);
const provider = providerAt({ url: 'http://127.0.0.1:9' });

function signed(body: string, at = second, secret: string = keys.webhookSecret): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function eventBody(object: object, change: object = {}): string {
  return JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.subscription.updated',
    created: second - 5,
    livemode: false,
    data: { object },
    ...change,
  });
}

const subscription = { object: 'subscription', id: 'sub_1', customer: 'cus_1' };

describe('a webhook of Stripe', () => {
  it.each([
    ['a subscription', subscription, { customerId: 'cus_1' }],
    [
      'an expanded customer',
      { ...subscription, customer: { id: 'cus_2', object: 'customer' } },
      { customerId: 'cus_2' },
    ],
    ['a customer', { object: 'customer', id: 'cus_3' }, { customerId: 'cus_3' }],
    [
      'a Checkout',
      { object: 'checkout.session', id: 'cs_1', customer: 'cus_4' },
      { customerId: 'cus_4', sessionId: 'cs_1' },
    ],
    [
      'a Checkout without a customer',
      { object: 'checkout.session', id: 'cs_2', customer: null },
      { sessionId: 'cs_2' },
    ],
    ['a dispute', { object: 'dispute', id: 'dp_1', charge: 'ch_1' }, { chargeId: 'ch_1' }],
    ['an expanded charge', { object: 'dispute', charge: { id: 'ch_2' } }, { chargeId: 'ch_2' }],
    ['a refunded charge', { object: 'charge', id: 'ch_3', customer: 'cus_5' }, { customerId: 'cus_5' }],
    ['an invoice', { object: 'invoice', customer: 'cus_6', charge: 'ch_4' }, { customerId: 'cus_6' }],
    ['a price', { object: 'price', id: 'price_1' }, {}],
    ['nothing we know', {}, {}],
  ])('says of %s whom to ask about, and no more', (_what, object, whom) => {
    const body = eventBody(object);
    expect(provider.readEvent(body, signed(body), now)).toEqual({
      id: 'evt_1',
      type: 'customer.subscription.updated',
      createdAt: new Date((second - 5) * 1000),
      ...{ customerId: null, sessionId: null, chargeId: null },
      ...whom,
    });
  });

  it.each([
    [-86_400, false],
    [-301, false],
    [-300, true],
    [-299, true],
    [0, true],
    [299, true],
    [300, true],
    [302, false],
    [86_400, false],
  ])('signed %d s from now is believed: %s', (offset, believed) => {
    const body = eventBody(subscription);
    const read = () => provider.readEvent(body, signed(body, second + offset), now);
    if (believed) expect(read().customerId).toBe('cus_1');
    else expect(read).toThrow(SignatureRefused);
  });

  it('is refused when it is of the other mode than our key', () => {
    const body = eventBody(subscription, { livemode: true });
    expect(() => provider.readEvent(body, signed(body), now)).toThrow(SignatureRefused);
    const live = providerAt({ url: 'http://127.0.0.1:9' }, { secretKey: 'sk_live_0123456789' });
    expect(live.readEvent(body, signed(body), now).customerId).toBe('cus_1');
    const test = eventBody(subscription);
    expect(() => live.readEvent(test, signed(test), now)).toThrow(SignatureRefused);
  });

  it.each([
    ['no header', ''],
    ['no signature', `t=${second}`],
    ['a signature without a value', `t=${second},v1`],
    ['a time that is none', 't=soon,v1=00'],
    ['only another scheme', signed(eventBody(subscription)).replace('v1=', 'v0=')],
    ['another secret', signed(eventBody(subscription), second, 'whsec_somebody_else')],
    ['an empty secret', signed(eventBody(subscription), second, '')],
    ['another body', signed(eventBody({ ...subscription, customer: 'cus_9' }))],
  ])('is refused with %s', (_what, signature) => {
    expect(() => provider.readEvent(eventBody(subscription), signature, now)).toThrow(SignatureRefused);
  });

  it('is refused when it is signed but no event', () => {
    for (const body of ['null', '7', '"text"', '{}', '[]', '{"object":"v2.core.event"}', 'not JSON', ' ']) {
      expect(() => provider.readEvent(body, signed(body), now)).toThrow(SignatureRefused);
    }
  });

  it('is never believed, and never anything but refused, when body or header were changed', () => {
    const body = eventBody(subscription);
    const header = signed(body);
    const refused = (changedBody: string, changedHeader: string) =>
      expect(() => provider.readEvent(changedBody, changedHeader, now)).toThrow(SignatureRefused);
    const index = fc.nat({ max: body.length - 1 });
    const inSignature = fc.nat({ max: 63 }).map((i) => header.indexOf('v1=') + 3 + i);
    fc.assert(
      fc.property(index, fc.string({ minLength: 1, maxLength: 3 }), (i, text) => {
        fc.pre(body.slice(i, i + text.length) !== text);
        refused(body.slice(0, i) + text + body.slice(i + text.length), header);
        refused(body.slice(0, i), header);
      }),
      { numRuns: 1_500 },
    );
    fc.assert(
      fc.property(inSignature, fc.constantFrom(...'0123456789abcdef'), (i, digit) => {
        fc.pre(header[i] !== digit);
        refused(body, header.slice(0, i) + digit + header.slice(i + 1));
      }),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: 'binary' }), (anyHeader, anyBody) => {
        refused(body, anyHeader);
        refused(anyBody, header);
        refused(anyBody, anyHeader);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('a Stripe provider', () => {
  it.each([
    ['an empty webhook secret', { webhookSecret: '' }, 'whsec_'],
    ['a webhook secret of another kind', { webhookSecret: 'secret' }, 'whsec_'],
    ['a publishable key', { secretKey: 'pk_test_123' }, 'sk_test_'],
    ['an address with a path', { apiUrl: 'https://proxy.example/stripe' }, 'without a path'],
    ['an address of another kind', { apiUrl: 'ftp://proxy.example' }, 'https://host:port'],
  ])('is not made with %s', (_what, change, sentence) => {
    expect(() => providerAt({ url: 'http://127.0.0.1:9' }, change)).toThrow(sentence);
  });
});
