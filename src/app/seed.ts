import type { Rooms } from '#contracts';
import type { PlacePhase } from '#domain/access';
import { demo, people } from '#sandbox';

/**
 * The demo community as a moderator would have set it up, through the same doors. Does nothing when there
 * is a community already.
 */
export async function seedDemo({ members, billing, access }: Rooms): Promise<void> {
  if ((await members.communities()).length > 0) return;
  const { discord, telegram, stripe } = demo;
  const community = await members.createCommunity({ name: discord.guildName, locale: 'en', timeZone: 'UTC' });
  const { id } = community;
  await members.attachSpace(id, {
    platform: 'discord',
    externalId: discord.guildId,
    title: discord.guildName,
  });
  for (const [chatId, title] of [
    [telegram.chatId, telegram.chatTitle],
    [telegram.lobbyId, telegram.lobbyTitle],
  ] as const) {
    await members.attachSpace(id, { platform: 'telegram', externalId: String(chatId), title });
  }
  for (const person of people.filter((one) => one.rank !== 'member')) {
    const { member } = await members.arrive(id, {
      platform: 'discord',
      externalId: person.discordId,
      name: person.name,
      locale: person.locale,
    });
    await members.setRank(id, member.id, person.rank, member.id);
  }

  const membership = await billing.createPlan(id, {
    name: 'Membership',
    priceId: stripe.monthlyPriceId,
    graceDays: 3,
    byInvoice: true,
  });
  const others = [stripe.yearlyPriceId, stripe.cnyMonthlyPriceId, stripe.eurMonthlyPriceId];
  for (const priceId of [...others, stripe.lifetimePriceId]) {
    await billing.addPrice(id, membership.id, priceId);
  }
  await billing.addPrice(id, membership.id, stripe.passPriceId, 30);
  const pro = await billing.createPlan(id, {
    name: 'Pro',
    priceId: stripe.proPriceId,
    graceDays: 7,
    trialDays: 7,
  });
  // Whoever tries Pro out is a member for those days; the role of its own comes with the first payment.
  const opens: [string, string, PlacePhase?][] = [
    [membership.id, discord.memberRoleId],
    [membership.id, String(telegram.chatId)],
    [pro.id, discord.memberRoleId],
    [pro.id, discord.proRoleId, 'paid'],
    [pro.id, String(telegram.chatId)],
  ];
  const candidates = await access.candidates(id);
  for (const [planId, target, during] of opens) {
    const candidate = candidates.find((one) =>
      one.kind === 'role' ? one.externalId === target : one.spaceExternalId === target,
    );
    if (!candidate) throw new Error(`the demo has no place ${target}`);
    await access.linkPlace(id, planId, candidate, during);
  }
}
