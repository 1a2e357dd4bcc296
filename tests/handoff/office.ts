import type { Database } from '#database';
import type { SendResult } from '#domain/delivery';
import type { Member } from '#domain/members';
import { escalateTickets, settleDesk } from '#jobs';
import { openSchool } from '../domain/school.js';
import { createFakeDesk, Died, type FakeDesk } from './fake-desk.js';

const CLOSED: SendResult = { kind: 'closed', code: 'dm_closed' };

/** A community with an owner, a moderator and a member, and a desk on each platform; none is chosen yet. */
export async function openOffice(database: Database) {
  let discordDesk: FakeDesk | undefined;
  let telegramDesk: FakeDesk | undefined;
  const school = await openSchool(
    database,
    {},
    {
      desks(clock) {
        discordDesk = createFakeDesk('discord', clock);
        telegramDesk = createFakeDesk('telegram', clock);
        return { discord: discordDesk.port, telegram: telegramDesk.port };
      },
    },
  );
  if (!discordDesk || !telegramDesk) throw new Error('the stage asked for no desks');
  const { communityId, members, handoff, queue } = school;
  const olivia = await school.arrive('olivia');
  await members.setRank(communityId, olivia.id, 'owner', olivia.id);
  const mo = await school.arrive('mo');
  await members.setRank(communityId, mo.id, 'moderator', olivia.id);
  const ada = await school.arrive('ada', 'telegram');

  async function setDesk(platform: 'discord' | 'telegram'): Promise<void> {
    const space = (await members.spaces(communityId)).find((one) => one.platform === platform);
    if (!space) throw new Error('no such platform here');
    const isChat = platform === 'telegram';
    const place = {
      spaceId: space.id,
      externalId: isChat ? space.externalId : 'desk-channel',
      kind: isChat ? ('chat' as const) : ('channel' as const),
      title: '#desk',
    };
    await handoff.setDesk(communityId, place, olivia.id);
    await queue.runDue();
  }

  async function ask(question: string, member: Member = ada) {
    const asked = { memberId: member.id, platform: 'telegram' as const, locale: 'en' as const };
    const ticket = await handoff.open(communityId, { ...asked, place: null, question, guesses: [] });
    await queue.runDue();
    return ticket;
  }

  /** Everybody's private messages are closed, or open again. */
  function closeMail(...who: string[]): void {
    for (const box of [school.mail.discord, school.mail.telegram]) {
      const open = box.sender.send.bind(box.sender);
      box.sender.send = async (message) => (who.includes(message.to) ? CLOSED : open(message));
    }
  }

  /** Both jobs once more, whatever they did already. */
  async function twice(): Promise<void> {
    await queue.next(escalateTickets, { communityId });
    await queue.next(settleDesk, { communityId });
    await queue.runDue();
  }

  /** Does something while the process dies in the middle of it. */
  async function dying(doing: () => Promise<unknown>): Promise<void> {
    try {
      await doing();
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  }

  /** What arrived in private, as `who kind`. */
  const mailed = () =>
    [...school.mail.discord.arrived, ...school.mail.telegram.arrived].map(({ to, kind }) => `${to} ${kind}`);

  const desks = { discord: discordDesk, telegram: telegramDesk };
  return { ...school, olivia, mo, ada, desks, setDesk, ask, closeMail, twice, dying, mailed };
}

export type Office = Awaited<ReturnType<typeof openOffice>>;
