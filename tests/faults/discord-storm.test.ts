import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { onDiscord } from '../_support/chat.js';
import { demo, type Product } from '../_support/product.js';
import { grantTo, holders, newcomers, startCalm } from './scene.js';

// A product of its own: after a storm of refusals it goes on slowly for ten minutes, as it should.
let product: Product;
let act: ReturnType<typeof onDiscord>['act'];
beforeAll(async () => {
  product = await startCalm();
  ({ act } = onDiscord(product, 'olivia'));
});
afterAll(() => product.close());
afterEach(() => act('clearFaults', {}));

const have = (ids: readonly string[]) => ids.filter((id) => holders(product).has(id));
const mailOf = (id: string) => {
  const { users, messages } = product.sandbox.discord.state();
  return (messages[users[id]?.dmChannelId ?? ''] ?? []).filter((one) => one.authorId === demo.discord.botId);
};

describe('429', () => {
  it('does not come at all by ourselves: the limits are kept as Discord tells them', async () => {
    await act('limits', { relaxed: false });
    const people = await newcomers(product, 12);
    const before = product.sandbox.discord.invalidRequests();
    await grantTo(product, people);
    await product.settle();
    await product.passUntil('everybody is seated', () => have(people).length === people.length);
    expect(product.sandbox.discord.invalidRequests()).toBe(before);
    await act('limits', { relaxed: true });
    await product.settle();
  });

  it('30 in a hundred, of one route and of all: everybody is seated, and refusals stay far below a hundred', async () => {
    const people = await newcomers(product, 10);
    const before = product.sandbox.discord.invalidRequests();
    const storm = { kind: '429', retryAfter: 0.05, percent: 30, times: 1_000 };
    await act('fault', { ...storm, match: { path: '/members/' } });
    await act('fault', { ...storm, match: { path: '/channels' }, global: true });
    await grantTo(product, people);
    await product.settle();
    await product.passUntil('everybody is seated', () => have(people).length === people.length);
    await act('clearFaults', {});
    await product.passUntil('everybody has heard of it', () => people.every((id) => mailOf(id).length > 0));
    expect(people.map((id) => mailOf(id).length)).toEqual(people.map(() => 1));
    const refused = product.sandbox.discord.invalidRequests() - before;
    expect(refused).toBeGreaterThan(5);
    expect(refused).toBeLessThan(100);
  });
});
