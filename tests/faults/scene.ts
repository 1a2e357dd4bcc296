/** What the tests of faults have in common: people who pay, and what became of it. */
import { expect } from 'vitest';
import type { Member } from '#domain/members';
import { unhurried } from '#app/dispatch/pace';
import { onDiscord, onTelegram, payLink, stripe, type Seen } from '../_support/chat.js';
import { demo, person, startProduct, type Product, type ProductOptions } from '../_support/product.js';

/** The product with nobody ever too fast: faults are tried again and again here. */
export const startCalm = (options: ProductOptions = {}) =>
  startProduct({ allowances: unhurried, ...options });

const urlIn = (mail: Seen, what = '/checkout/') =>
  mail.buttons.find((button) => button.url?.includes(what))?.url ?? '';

/** Says `/subscribe` on Discord and pays. What that leads to is not waited for. */
export async function payOnDiscord(product: Product, key: string, plan = 'Membership', price = /19\.00/) {
  const somebody = onDiscord(product, key);
  let shown = await somebody.press(await somebody.say('subscribe'), plan);
  if (!urlIn(shown)) shown = await somebody.press(shown, price);
  await payLink(product, urlIn(shown));
  return somebody;
}

/** Says `/subscribe` in private on Telegram and pays. What that leads to is not waited for. */
export async function payOnTelegram(product: Product, key: string, plan = 'Membership', price = /19/) {
  const somebody = onTelegram(product, key);
  if (somebody.mail().length === 0) await somebody.act('start', {});
  let shown = await somebody.press(await somebody.say('/subscribe'), plan);
  if (!urlIn(shown)) shown = await somebody.press(shown, price);
  await payLink(product, urlIn(shown));
  return somebody;
}

/** The link to ask for the members' group with, as the bot last gave it. */
export const joinLink = (of: { mail(): Seen[] }) =>
  of
    .mail()
    .flatMap((message) => message.buttons)
    .findLast((button) => button.url?.includes('t.me/+'))?.url ?? '';

/** Pays on Telegram, asks to join, and is inside. */
export async function joinOnTelegram(product: Product, key: string) {
  const somebody = await payOnTelegram(product, key);
  await product.settle();
  await somebody.act('requestToJoin', { link: joinLink(somebody) });
  await product.until(`${key} is in`, () => somebody.standing() === 'member');
  await product.settle();
  return somebody;
}

const ENDED = new Set(['canceled', 'incomplete_expired']);

/** What runs at Stripe for somebody, by id, newest last. */
export function subscriptionsOf(product: Product, key: string): string[] {
  const { customers, subscriptions } = product.sandbox.stripe.view();
  const own = new Set(customers.filter((one) => one.name === person(key).name).map((one) => one.id));
  return subscriptions.filter((one) => own.has(one.customer) && !ENDED.has(one.status)).map((one) => one.id);
}

/** Ends everything that somebody pays, at once. */
export async function cancelAll(product: Product, key: string): Promise<void> {
  const running = subscriptionsOf(product, key);
  expect(running, `${key} has nothing to cancel`).not.toEqual([]);
  for (const subscriptionId of running) {
    await stripe(product, 'cancel', { subscriptionId, atPeriodEnd: false });
  }
}

export async function memberOf(product: Product, platform: 'discord' | 'telegram', externalId: string) {
  const member = await product.app.rooms.members.byAccount(product.community.id, platform, externalId);
  if (!member) throw new Error(`nobody is known as ${externalId}`);
  return member;
}

/** People nobody knew before, with Membership given by hand; seated where they are. */
export async function grantTo(product: Product, externalIds: readonly string[]): Promise<Member[]> {
  const { members, access, billing } = product.app.rooms;
  const communityId = product.community.id;
  const plan = (await billing.plans(communityId)).find((one) => one.name === 'Membership');
  const owner = await memberOf(product, 'discord', person('olivia').discordId);
  const granted: Member[] = [];
  for (const externalId of externalIds) {
    const someone = { platform: 'discord' as const, externalId, name: `Guest ${externalId.slice(-4)}` };
    const { member } = await members.arrive(communityId, someone);
    const grant = { memberId: member.id, planId: plan?.id ?? '', reason: 'a fault', byId: owner.id };
    await access.grant(communityId, { ...grant, endsAt: null });
    granted.push(member);
  }
  return granted;
}

/** New people in the guild, by id. */
export async function newcomers(product: Product, count: number): Promise<string[]> {
  const { act } = onDiscord(product, 'olivia');
  return ((await act('addPeople', { count })) as unknown as { userIds: string[] }).userIds;
}

/** Who holds the member role now. */
export function holders(product: Product): Set<string> {
  const members = Object.values(product.sandbox.discord.state().guilds[demo.discord.guildId]?.members ?? {});
  return new Set(
    members.filter((one) => one.roles.includes(demo.discord.memberRoleId)).map((one) => one.userId),
  );
}

/** Waits until the bot has heard and handled what Telegram reported, and what follows from it is done. */
export async function heardOnTelegram(product: Product): Promise<void> {
  const { telegram } = product.sandbox;
  await product.until('the bot has heard it', () => telegram.state().updates.pending.length === 0);
  await product.settle();
}

/** What went over the wire to a platform since `n`, and where it stands now. */
export function wireSince(product: Product, platform: 'discord' | 'telegram' | 'stripe', n = 0) {
  return product.sandbox.wire
    .after(n)
    .filter((entry) => entry.platform === platform && entry.direction === 'in');
}
export const wireNow = (product: Product) => product.sandbox.wire.after(0).at(-1)?.n ?? 0;
