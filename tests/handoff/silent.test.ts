import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverMessage, settleDesk } from '#jobs';
import { days, hours, minutes } from '#kernel/clock';
import { testDatabase, type TestDatabase } from '../_support/database.js';
import { openOffice, type Office } from './office.js';

let data: TestDatabase;
let office: Office;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data.close());
beforeEach(async () => {
  office = await openOffice(data.database);
});

const told = async (id: string) => (await office.handoff.ticket(office.communityId, id)).notifiedAt;
const texts = (platform: 'discord' | 'telegram') => office.desks[platform].texts();

describe('no ticket is silent', () => {
  it('when the moderators’ messages are closed: owners are told within a minute', async () => {
    const { ask, closeMail, mailed, pass } = office;
    closeMail('mo');
    const { id } = await ask('Anybody?');
    expect(mailed()).toEqual([]);
    expect(await told(id)).toBeNull();
    await pass(minutes(1));
    expect(mailed()).toEqual(['olivia ticket_opened']);
    await pass(minutes(1));
    expect(await told(id)).not.toBeNull();
  });

  it('when everybody’s are closed: the desk is told, and where there is none it is shown and tried again', async () => {
    const { ask, closeMail, mailed, pass, setDesk, handoff, communityId, mo } = office;
    closeMail('mo', 'olivia');
    const { id } = await ask('Anybody at all?');
    await pass(minutes(1));
    await pass(minutes(1));
    expect(mailed()).toEqual([]);
    expect(await told(id)).toBeNull();
    const tellings = await handoff.tellings(communityId, id);
    expect(tellings.map(({ state, at }) => [state, at])).toEqual([
      ['refused', null],
      ['refused', null],
    ]);
    // Tried again, although the platform refused the last time.
    const before = office.mail.discord.calls.length;
    await pass(minutes(15));
    await pass(hours(1));
    await pass(hours(1));
    expect((await handoff.tellings(communityId, id)).length).toBeGreaterThan(4);
    expect(await told(id)).toBeNull();
    // What is read in /inbox has been told.
    await office.delivery.markRead(communityId, mo.id);
    await pass(minutes(1));
    expect(await told(id)).not.toBeNull();

    const second = await ask('And now?');
    await setDesk('discord');
    expect(texts('discord')).toEqual(['#1 ada: Anybody at all? [open]', '#2 ada: And now? [open]']);
    expect(await told(second.id)).not.toBeNull();
    expect(before).toBe(0);
  });

  it('when somebody opens their messages later: they are told then', async () => {
    const { ask, mail, mailed, pass } = office;
    const closed = { kind: 'closed', code: 'dm_closed' } as const;
    mail.discord.answerWith(closed, closed);
    const { id } = await ask('Later?');
    await pass(minutes(1));
    expect(mailed()).toEqual([]);
    expect(await told(id)).toBeNull();
    await pass(minutes(14));
    await pass(minutes(1));
    expect(mailed().toSorted()).toEqual(['mo ticket_waits', 'olivia ticket_waits']);
    expect(await told(id)).not.toBeNull();
  });

  it('when the channel is gone: moderators hear of that, and it is there once the channel is', async () => {
    const { ask, setDesk, desks, mailed, pass, handoff, communityId } = office;
    await setDesk('discord');
    desks.discord.block('channel_gone');
    const { id } = await ask('Where?');
    expect(mailed().toSorted()).toEqual(['mo desk_blocked', 'mo ticket_opened', 'olivia desk_blocked']);
    expect((await handoff.desk(communityId))?.problem).toBe('channel_gone');
    expect((await handoff.lines(communityId, id)).map(({ desk }) => desk)).toEqual(['refused']);
    await pass(minutes(30));
    desks.discord.block(null);
    for (let time = 0; time < 3; time += 1) await pass(hours(6));
    expect(texts('discord')[0]).toBe('#1 ada: Where? [open]');
    expect((await handoff.desk(communityId))?.problem).toBeNull();
  });

  it('when the process dies after the ticket is written: the next sweep tells', async () => {
    const { ask, setDesk, queue, mailed, pass } = office;
    await setDesk('telegram');
    const { id } = await queue.crashing(() => ask('Lost?'));
    expect(mailed()).toEqual([]);
    expect(texts('telegram')).toEqual([]);
    await pass(minutes(1));
    expect(mailed()).toEqual(['mo ticket_opened']);
    expect(texts('telegram')).toEqual(['#1 ada: Lost? [open]']);
    expect(await told(id)).not.toBeNull();
  });

  it('when the process dies between the notice and what comes of it: it is told, or another way is found', async () => {
    const { ask, mail, queue, pass, mailed, communityId, handoff } = office;
    mail.discord.answerWith('crash');
    await expect(ask('Crash?')).rejects.toThrow('dies here');
    const { tickets } = await handoff.tickets(communityId, { limit: 1, offset: 0 });
    const id = tickets[0]?.id ?? '';
    for (let minute = 0; minute < 3; minute += 1) await pass(minutes(1));
    expect(mailed()).toEqual(['mo ticket_opened']);
    expect(await told(id)).not.toBeNull();
    expect(queue.ran.some(({ name }) => name === deliverMessage.name)).toBe(true);
  });

  it('when an answer does not get through: whoever gave it is told, and it waits for the member', async () => {
    const { ask, closeMail, handoff, communityId, mo, queue, mailed, twice, delivery, ada } = office;
    const { id } = await ask('For me?');
    closeMail('ada');
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'For you.' });
    await queue.runDue();
    await twice();
    await twice();
    expect(mailed()).toEqual(['mo ticket_opened', 'mo ticket_undelivered']);
    const [notice] = await delivery.inbox(communityId, ada.id, 5);
    expect(notice).toMatchObject({ kind: 'ticket_reply', values: { answer: 'For you.', by: 'mo' } });
  });

  it('when whoever has it cannot be told what the member says: the others are', async () => {
    const { ask, closeMail, handoff, communityId, mo, ada, queue, mailed, twice } = office;
    const { id } = await ask('Talk?');
    await handoff.claim(communityId, id, mo.id);
    closeMail('mo');
    await handoff.reply(communityId, { ticketId: id, memberId: ada.id, text: 'Still there?' });
    await queue.runDue();
    await twice();
    await twice();
    expect(mailed()).toEqual(['mo ticket_opened', 'olivia ticket_said']);
  });

  it('at night: quiet hours are kept, but not for longer than half a day', async () => {
    const { ask, members, communityId, mo, olivia, mailed, pass } = office;
    for (const { id } of [mo, olivia]) {
      await members.updateSettings(communityId, id, { quiet: { from: 12 * 60, to: 11 * 60 } });
    }
    const { id } = await ask('Awake?');
    for (let hour = 0; hour < 11; hour += 1) await pass(hours(1));
    expect(mailed()).toEqual([]);
    await pass(hours(2));
    expect(mailed().toSorted()).toEqual(['mo ticket_waits', 'olivia ticket_waits']);
    await pass(minutes(1));
    expect(await told(id)).not.toBeNull();
  });
});

describe('what is said at the desk', () => {
  for (const platform of ['discord', 'telegram'] as const) {
    it(`stands once and in order, whatever dies or is lost on the way (${platform})`, async () => {
      const { ask, setDesk, desks, handoff, communityId, mo, ada, pass, dying, queue } = office;
      await setDesk(platform);
      const desk = desks[platform];
      const { id } = await ask('Order?');
      desk.fates.push('died after', { wait: 30_000 }, 'died before', 'lost');
      const settle = async () => {
        await queue.next(settleDesk, { communityId });
        await dying(() => queue.runDue());
      };
      await handoff.reply(communityId, { ticketId: id, memberId: ada.id, text: 'one' });
      await settle();
      await handoff.reply(communityId, { ticketId: id, memberId: ada.id, text: 'two' });
      await settle();
      await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'three' });
      for (let time = 0; time < 12; time += 1) await dying(() => pass(minutes(1)));
      // One was said and nobody heard of it, one may have been: each stands at most once.
      const said = desk.everything.map(({ text }) => text).filter((text) => /one|two|three/.test(text));
      expect(said).toEqual([...new Set(said)]);
      const order = ['ada: one', 'ada: two', 'mo: three'];
      expect(said).toEqual(order.filter((text) => said.includes(text)));
      const lines = (await handoff.lines(communityId, id)).filter(({ voice }) => voice !== 'event');
      for (const { desk: state, text } of lines) {
        // What is not known to stand there is shown as such.
        expect(state === 'sent' ? said.some((one) => one.endsWith(text)) : state).toBeTruthy();
        expect(['sent', 'uncertain']).toContain(state);
      }
      if (platform === 'discord') expect(said).toEqual(order);
    });
  }

  it('shows who has it, and comes again when its card was taken away', async () => {
    const { ask, setDesk, desks, handoff, communityId, mo, ada, queue } = office;
    await setDesk('discord');
    const { id } = await ask('Card?');
    await handoff.claim(communityId, id, mo.id);
    await queue.runDue();
    expect(texts('discord')).toEqual(['#1 ada: Card? [mo]']);
    desks.discord.sweep();
    await handoff.reply(communityId, { ticketId: id, memberId: ada.id, text: 'hello?' });
    await queue.runDue();
    expect(texts('discord')).toEqual(['#1 ada: Card? [mo]', 'ada: hello?']);
  });

  it('is an answer where a moderator writes it, and nobody else’s word is', async () => {
    const { ask, setDesk, desks, handoff, communityId, mo, ada, arrive, queue, mail } = office;
    for (const platform of ['discord', 'telegram'] as const) {
      await setDesk(platform);
      const { id } = await ask(`On ${platform}?`);
      const card = desks[platform].standing.find(({ text }) => text.includes(`On ${platform}?`));
      const place = platform === 'discord' ? ['desk-channel'] : ['group'];
      const at = {
        platform,
        direct: false,
        placeExternalIds: [...(card?.threadId ? [card.threadId] : []), ...place],
        ...(platform === 'telegram' ? { repliesTo: card?.messageId ?? '' } : {}),
      };
      const ben = await arrive(`ben-${platform}`);
      const hear = (memberId: string, isStaff: boolean, text: string) =>
        handoff.heard(communityId, { ...at, memberId, isStaff, text, origin: `${platform} ${text}` });
      expect(await hear(ben.id, false, 'I know it!')).toBeNull();
      expect(await hear(mo.id, true, '// what do we say?')).toMatchObject({ as: 'note' });
      expect(await hear(mo.id, true, `Said on ${platform}`)).toMatchObject({ as: 'moderator' });
      expect(
        await handoff.heard(communityId, {
          ...at,
          placeExternalIds: ['elsewhere'],
          memberId: mo.id,
          isStaff: true,
          text: 'Something else',
          origin: 'elsewhere 1',
        }),
      ).toBeNull();
      await queue.runDue();
      const replies = mail.telegram.arrived.filter(({ kind, to }) => kind === 'ticket_reply' && to === 'ada');
      expect(replies.at(-1)?.values).toMatchObject({ answer: `Said on ${platform}` });
      expect((await handoff.lines(communityId, id)).at(-1)?.text).not.toContain('what do we say');
      // What was said there does not come back there.
      expect(texts(platform).join()).not.toContain('Said on');
      await handoff.close(communityId, id, ada.id, 'closed');
    }
  });
});

describe('a ticket that is over', () => {
  it('is forgotten after 90 days, at the desk as well', async () => {
    const { ask, setDesk, handoff, communityId, mo, pass, queue } = office;
    await setDesk('discord');
    const { id } = await ask('For ever?');
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'No.' });
    await handoff.close(communityId, id, mo.id, 'closed');
    await queue.runDue();
    await pass(days(89));
    await handoff.tidy(communityId);
    expect(await data.database.unscoped.ticket.count()).toBe(1);
    await pass(days(1));
    for (let time = 0; time < 2; time += 1) await handoff.tidy(communityId);
    await pass(minutes(1));
    for (const table of ['ticket', 'ticketLine', 'ticketTelling', 'ticketLeftover'] as const) {
      expect(await (data.database.unscoped[table] as { count(): Promise<number> }).count()).toBe(0);
    }
    expect(texts('discord')).toEqual([]);
  });

  it('goes with its member; what a moderator who goes had waits for another', async () => {
    const { ask, setDesk, handoff, members, communityId, mo, ada, arrive, pass, queue, mail } = office;
    await setDesk('telegram');
    const { id } = await ask('Mine, please');
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'Of course' });
    const ben = await arrive('ben');
    const bens = await ask('And mine', ben);
    await handoff.claim(communityId, bens.id, mo.id);
    await queue.runDue();
    const kept = await handoff.kept(communityId, ada.id);
    expect(JSON.stringify(kept)).toContain('Mine, please');
    expect(JSON.stringify(kept)).toContain('Of course');
    expect(JSON.stringify(kept)).not.toContain('And mine');

    const forget = (memberId: string) =>
      data.database.transaction(async (tx) => {
        const traces = new Set([memberId]);
        await handoff.trace(tx, communityId, memberId, traces);
        await handoff.erase(tx, communityId, memberId, traces);
      });
    await forget(ada.id);
    await forget(mo.id);
    const rows = JSON.stringify([
      await data.database.unscoped.ticket.findMany(),
      await data.database.unscoped.ticketLine.findMany(),
      await data.database.unscoped.ticketTelling.findMany(),
    ]);
    expect(rows).not.toContain(ada.id);
    expect(rows).not.toContain(mo.id);
    await members.setRank(communityId, mo.id, 'member', office.olivia.id);
    await pass(minutes(1));
    await pass(minutes(1));
    expect(texts('telegram').join()).not.toContain('Mine, please');
    expect(texts('telegram').join()).not.toContain('Of course');
    expect(await handoff.ticket(communityId, bens.id)).toMatchObject({ state: 'open', claimedById: null });
    expect(mail.discord.arrived.map(({ to, kind }) => `${to} ${kind}`)).toContain('olivia ticket_waits');
  });

  it('belongs to the one person when two turn out to be one', async () => {
    const { ask, handoff, communityId, ada, arrive } = office;
    const { id } = await ask('Two of me?');
    const same = await arrive('ada-discord');
    await data.database.transaction((tx) => handoff.move(tx, communityId, ada.id, same.id));
    expect(await handoff.ticket(communityId, id)).toMatchObject({ memberId: same.id });
  });
});
