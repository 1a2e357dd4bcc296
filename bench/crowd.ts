import type { Member } from '#domain/members';
import { demo } from '#sandbox';
import type { BenchStage } from './stage.js';

/** Somebody on Discord whom the product knows. */
export interface Known {
  discordId: string;
  member: Member;
}

/** Does `work` for each, a few at once, and keeps the order. */
export async function each<T, R>(
  items: readonly T[],
  abreast: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: abreast }, lane));
  return results;
}

/** New people in the server who have spoken to the bot. */
export async function newPeople({ app, sandbox, communityId }: BenchStage, count: number): Promise<Known[]> {
  const addPeople = sandbox.discord.actions['addPeople'];
  if (!addPeople) throw new Error('the sandbox cannot add people');
  const { userIds } = addPeople.run(addPeople.input.parse({ count, name: 'Bench' })) as { userIds: string[] };
  return each(userIds, 16, async (discordId) => {
    const person = { platform: 'discord' as const, externalId: discordId, name: 'Bench' };
    const { member } = await app.rooms.members.arrive(communityId, person);
    return { discordId, member };
  });
}

/** The plan that the demo sells, and the price of a month. */
export async function membership({ app, communityId }: BenchStage) {
  const plan = (await app.rooms.billing.plans(communityId)).find((one) => one.name === 'Membership');
  const price = plan?.prices.find((one) => one.currency === 'usd' && one.interval === 'month');
  if (!plan || !price) throw new Error('the demo sells no membership');
  return { planId: plan.id, priceId: price.priceId };
}

/** Everybody's roles in the demo's server, to read or to take away behind the product's back. */
export const memberships = ({ sandbox }: BenchStage) =>
  sandbox.discord.state().guilds[demo.discord.guildId]?.members ?? {};

/** Does something as the sandbox's page would. */
export async function act(stage: BenchStage, platform: 'discord' | 'stripe', name: string, input: object) {
  const action = stage.sandbox[platform].actions[name];
  if (!action) throw new Error(`${platform} has no action ${name}`);
  return action.run(action.input.parse(input));
}
