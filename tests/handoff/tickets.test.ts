import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const stateOf = (id: string) => office.handoff.ticket(office.communityId, id);

describe('a ticket', () => {
  it('is told to moderators at once, to owners when nobody comes, and then once a day', async () => {
    const { ask, mailed, twice, pass, mo, handoff, communityId } = office;
    const { id } = await ask('Where do I change my card?');
    await twice();
    await twice();
    expect(mailed()).toEqual(['mo ticket_opened']);
    expect((await stateOf(id)).notifiedAt?.toISOString()).toBe('2026-05-10T12:00:00.000Z');
    expect(await handoff.tellings(communityId, id)).toMatchObject([
      { memberId: mo.id, kind: 'staff', state: 'sent', platform: 'discord' },
    ]);

    await pass(minutes(14));
    expect(mailed()).toHaveLength(1);
    await pass(minutes(1));
    await twice();
    expect(mailed().slice(1).toSorted()).toEqual(['mo ticket_waits', 'olivia ticket_waits']);
    await pass(minutes(59));
    expect(mailed()).toHaveLength(3);
    await pass(minutes(1));
    expect(mailed()).toHaveLength(5);
    await pass(hours(23));
    expect(mailed()).toHaveLength(5);
    await pass(hours(1));
    await twice();
    expect(mailed()).toHaveLength(7);
    expect((await stateOf(id)).escalations).toBe(3);
  });

  it('reminds once a day of many as of one', async () => {
    const { ask, mailed, pass } = office;
    for (const question of ['One?', 'Two?', 'Three?']) await ask(question);
    await pass(minutes(15));
    await pass(hours(1));
    const before = mailed().length;
    await pass(days(1));
    expect(mailed().slice(before).toSorted()).toEqual(['mo ticket_waits', 'olivia ticket_waits']);
    const { values } = office.mail.discord.arrived.at(-1) ?? {};
    expect(values).toMatchObject({ others: 2 });
  });

  it('belongs to one of all who want it at the same moment', async () => {
    const { ask, handoff, communityId, arrive, members, olivia } = office;
    const { id } = await ask('Who?');
    const many = [];
    for (let n = 0; n < 12; n += 1) {
      const one = await arrive(`moderator-${n}`);
      await members.setRank(communityId, one.id, 'moderator', olivia.id);
      many.push(one.id);
    }
    const claims = await Promise.all(many.map((by) => handoff.claim(communityId, id, by)));
    const winners = many.filter((_, at) => claims[at]?.mine);
    expect(winners).toHaveLength(1);
    expect(new Set(claims.map(({ ticket }) => ticket.claimedById))).toEqual(new Set(winners));
    const events = (await handoff.lines(communityId, id)).filter(({ text }) => text === 'claimed');
    expect(events).toHaveLength(1);
  });

  it('whoever took it and is silent is reminded, and so is everybody else', async () => {
    const { ask, handoff, communityId, mo, pass, mailed, queue } = office;
    const { id } = await ask('Slow?');
    await handoff.claim(communityId, id, mo.id);
    await pass(hours(3));
    expect(mailed()).toEqual(['mo ticket_opened']);
    await pass(hours(1));
    expect(mailed().slice(1).toSorted()).toEqual(['mo ticket_waits', 'olivia ticket_waits']);
    await handoff.release(communityId, id, mo.id);
    await queue.runDue();
    expect(mailed().at(-1)).toBe('olivia ticket_opened');
    expect(await stateOf(id)).toMatchObject({ state: 'open', claimedById: null });
  });

  it('goes to and fro where it was asked, and a message that comes twice is one line', async () => {
    const { ask, handoff, communityId, mo, ada, mailed, mail, queue, members } = office;
    // Seen on Discord since: the answer goes to Telegram all the same.
    const code = await members.startLink(communityId, ada.id, 'telegram');
    const other = await members.arrive(communityId, {
      platform: 'discord',
      externalId: 'ada-d',
      name: 'Ada',
    });
    await members.finishLink(communityId, other.account, code);
    const { id } = await ask('And then?');
    const said = { ticketId: id, byId: mo.id, text: 'Then this.', origin: 'discord desk 1' };
    await Promise.all([1, 2, 3].map(() => handoff.answer(communityId, said)));
    await queue.runDue();
    expect(mailed()).toEqual(['mo ticket_opened', 'ada ticket_reply']);
    expect(mail.telegram.arrived.at(-1)?.values).toMatchObject({ by: 'mo', answer: 'Then this.' });

    // In private, what the member says goes to whoever answered.
    const private_ = {
      memberId: ada.id,
      platform: 'telegram' as const,
      isStaff: false,
      direct: true,
      placeExternalIds: [],
      text: 'Thanks, and after that?',
      origin: 'telegram ada 7',
    };
    for (let time = 0; time < 2; time += 1) {
      expect(await handoff.heard(communityId, private_)).toMatchObject({ as: 'member', ticket: { id } });
    }
    await queue.runDue();
    expect(mailed()).toEqual(['mo ticket_opened', 'mo ticket_said', 'ada ticket_reply']);
    expect(await stateOf(id)).toMatchObject({ state: 'claimed', claimedById: mo.id });
    const lines = await handoff.lines(communityId, id);
    expect(lines.map(({ voice, text }) => `${voice}: ${text}`)).toEqual([
      'event: opened',
      'moderator: Then this.',
      'event: claimed',
      'member: Thanks, and after that?',
    ]);
  });

  it('is left to the bot while nobody has it, after a day of silence, and once it is closed', async () => {
    const { ask, handoff, communityId, mo, ada, pass } = office;
    const hear = (text: string, repliesTo?: string) =>
      handoff.heard(communityId, {
        memberId: ada.id,
        platform: 'telegram',
        isStaff: false,
        direct: true,
        placeExternalIds: [],
        text,
        origin: `telegram ada ${text}`,
        ...(repliesTo ? { repliesTo } : {}),
      });
    const { id } = await ask('Mine?');
    expect(await hear('hello')).toBeNull();
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'Yes.' });
    await pass(minutes(1));
    expect(await hear('ah')).not.toBeNull();
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'Good.' });
    await pass(days(2));
    expect(await hear('another question?')).toBeNull();
    // A reply to the answer itself is meant for whoever gave it.
    const answers = office.mail.telegram.arrived.filter(({ kind }) => kind === 'ticket_reply');
    expect(answers).toHaveLength(2);
    const last = String(office.mail.telegram.arrived.length);
    expect(await hear('one more thing', last)).toMatchObject({ as: 'member' });
    await handoff.close(communityId, id, mo.id, 'returned');
    expect(await hear('are you there?')).toBeNull();
    expect(await hear('still me', last)).toMatchObject({ ticket: { state: 'claimed' } });
  });

  it('opens again for a week after it was closed; after that it is asked anew', async () => {
    const { ask, handoff, communityId, mo, ada, pass, mailed, queue } = office;
    const { id } = await ask('Closed?');
    await handoff.answer(communityId, { ticketId: id, byId: mo.id, text: 'Done.' });
    await handoff.close(communityId, id, mo.id, 'closed');
    await queue.runDue();
    expect(mailed().at(-1)).toBe('ada ticket_closed');
    await pass(days(6));
    const reply = { ticketId: id, memberId: ada.id, text: 'Not quite.' };
    expect(await handoff.reply(communityId, reply)).toMatchObject({ state: 'claimed', claimedById: mo.id });
    await handoff.close(communityId, id, ada.id, 'closed');
    await pass(days(8));
    await expect(handoff.reply(communityId, { ...reply, text: 'Hm.' })).rejects.toMatchObject({
      key: 'ticket_over',
    });
    // An answer that the member leaves at that closes the ticket after a week.
    const second = await ask('Another?');
    await handoff.answer(communityId, { ticketId: second.id, byId: mo.id, text: 'So.' });
    await pass(days(6));
    expect((await stateOf(second.id)).state).toBe('answered');
    await pass(days(1));
    expect((await stateOf(second.id)).state).toBe('closed');
  });

  it('is one for the same question, at most three at a time, and nobody else’s business', async () => {
    const { ask, handoff, communityId, arrive } = office;
    const first = await ask('Same?');
    expect((await ask('  Same?  ')).id).toBe(first.id);
    await ask('Two?');
    await ask('Three?');
    await expect(ask('Four?')).rejects.toMatchObject({ key: 'tickets_enough' });
    await expect(ask('   ')).rejects.toMatchObject({ key: 'words_missing' });
    await expect(ask('x'.repeat(1_001))).rejects.toMatchObject({ key: 'words_too_long' });
    const ben = await arrive('ben');
    const foreign = { ticketId: first.id, memberId: ben.id, text: 'Me too' };
    await expect(handoff.reply(communityId, foreign)).rejects.toMatchObject({ key: 'ticket_unknown' });
    const many = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => ask('Number?', await arrive(name))),
    );
    expect(new Set(many.map(({ number }) => number)).size).toBe(4);
  });
});
