import { say, type Actor, type LeafCommand, type Reply, type ReplyButton, type Rooms } from '#contracts';
import type { Community } from '#domain/members';
import { atLeast } from './standing.js';

/**
 * What a command that sells says where the owner sells elsewhere: Telegram's terms ask for Stars when a bot sells
 * digital goods there. null: it may sell.
 */
export async function elsewhere(
  leaf: LeafCommand,
  { platform }: Actor,
  { id, sellsOnTelegram, shopUrl }: Community,
  { members }: Rooms,
): Promise<Reply | null> {
  if (!leaf.sells || platform !== 'telegram' || sellsOnTelegram) return null;
  const link: ReplyButton = { label: say('common.buttons.link'), command: 'link' };
  const title = say('owners.elsewhere.title');
  const after = say('owners.elsewhere.after');
  if (shopUrl !== null) {
    const shop = { label: say('owners.elsewhere.open'), url: shopUrl };
    return { title, body: [say('owners.elsewhere.shop'), after], buttons: [[shop], [link]] };
  }
  const guild = (await members.spaces(id)).find((space) => space.platform === 'discord');
  if (!guild) return { title, body: [say('owners.elsewhere.ask')] };
  return { title, body: [say('owners.elsewhere.discord', { guild: guild.title }), after], buttons: [[link]] };
}

/** Rows that a reply may have. */
const ROWS = 5;

/**
 * Somebody who is in charge only by what the platform says is on no list of ours, so nothing reaches them that
 * needs a decision. They are asked, until they answer.
 */
export function offeringAlarms(reply: Reply, leaf: LeafCommand, { member }: Actor): Reply {
  const listed = atLeast(member.rank, 'moderator');
  if (listed || member.alarms !== null || !atLeast(leaf.for, 'moderator')) return reply;
  const rows = reply.buttons ?? [];
  if (rows.length >= ROWS) return reply;
  return {
    ...reply,
    list: [...(reply.list ?? []), { mark: 'dot', text: say('owners.alarms.offer') }],
    buttons: [
      ...rows,
      [
        { label: say('owners.alarms.button_on'), command: 'alarms', options: { on: true } },
        { label: say('owners.alarms.button_no'), command: 'alarms', options: { on: false } },
      ],
    ],
  };
}
