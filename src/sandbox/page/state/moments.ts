/** What changed for a person between two looks, worth a word at the edge of the page. */
import type { PlatformName, View } from './views.js';
import type { Words } from '../words/index.js';

export interface Moment {
  platform: PlatformName;
  tone: 'good' | 'bad' | 'plain';
  text: string;
}

const rolesOf = (view: View): Map<string, string> => {
  const roles = view.discord.guilds.flatMap((guild) => guild.roles);
  const mine = view.discord.guilds.flatMap(
    (guild) => guild.members.find((one) => one.id === view.person.discordId)?.roles ?? [],
  );
  return new Map(mine.map((id) => [id, roles.find((role) => role.id === id)?.name ?? id]));
};

const groupsOf = (view: View): Map<number, string> =>
  new Map(
    view.telegram.chats
      .filter((chat) => chat.type !== 'private')
      .filter((chat) => ['creator', 'administrator', 'member', 'restricted'].includes(chat.myStatus))
      .map((chat) => [chat.id, chat.title]),
  );

/** Nothing when the two are of different people. */
export function momentsBetween(before: View, after: View, words: Words): Moment[] {
  if (before.person.key !== after.person.key) return [];
  const found: Moment[] = [];
  const name = after.person.name;
  const compare = <Id>(
    platform: PlatformName,
    [had, has]: [Map<Id, string>, Map<Id, string>],
    say: { came(name: string, what: string): string; went(name: string, what: string): string },
  ): void => {
    for (const [id, what] of has)
      if (!had.has(id)) found.push({ platform, tone: 'good', text: say.came(name, what) });
    for (const [id, what] of had)
      if (!has.has(id)) found.push({ platform, tone: 'bad', text: say.went(name, what) });
  };
  compare('discord', [rolesOf(before), rolesOf(after)], words.moments.role);
  compare('telegram', [groupsOf(before), groupsOf(after)], words.moments.seat);

  for (const now of after.stripe.subscriptions) {
    const was = before.stripe.subscriptions.find((one) => one.id === now.id);
    if (was?.status === now.status) continue;
    const tone = ['active', 'trialing'].includes(now.status) ? 'good' : 'bad';
    const who = after.stripe.customers.find((one) => one.id === now.customer)?.name ?? '';
    found.push({
      platform: 'stripe',
      tone,
      text: words.moments.subscription(who, words.stripe.status(now.status)),
    });
  }
  return found;
}
