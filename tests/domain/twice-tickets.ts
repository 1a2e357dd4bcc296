import type { Member } from '#domain/members';
import { days, hours, later, minutes } from '#kernel/clock';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

/** For each job of tickets, situations in which it has something to do; each returns the job's data. */
export function ticketSituations(here: () => Here): Record<string, Record<string, () => Promise<unknown>>> {
  const wait = (ms: number) => {
    const { clock } = here().school;
    clock.moveTo(later(clock.now(), ms));
  };
  const data = () => ({ communityId: here().school.communityId });

  async function ask(question = 'Where do I change my card?'): Promise<string> {
    const { school, ada } = here();
    const { handoff, communityId } = school;
    const given = { memberId: ada.id, platform: 'discord' as const, locale: 'en' as const, place: null };
    return (await handoff.open(communityId, { ...given, question, guesses: [] })).id;
  }

  async function chooseDesk(platform: 'discord' | 'telegram'): Promise<void> {
    const { handoff, members, communityId, maker } = here().school;
    const space = (await members.spaces(communityId)).find((one) => one.platform === platform);
    if (!space) throw new Error('no such platform here');
    const kind = platform === 'discord' ? ('channel' as const) : ('chat' as const);
    const { id: spaceId, externalId } = space;
    await handoff.setDesk(communityId, { spaceId, externalId, kind, title: '#desk' }, maker.id);
  }

  return {
    'escalate-tickets': {
      'nobody came in time': async () => {
        await ask();
        await here().school.queue.runDue();
        wait(minutes(16));
        return data();
      },
      'an answer did not get through': async () => {
        const { handoff, communityId, maker, mail, queue } = here().school;
        const id = await ask();
        await queue.runDue();
        mail.discord.answerWith({ kind: 'closed', code: 'dm_closed' });
        await handoff.answer(communityId, { ticketId: id, byId: maker.id, text: 'In the portal.' });
        await queue.runDue();
        return data();
      },
      'whoever has it is silent, and another was answered a week ago': async () => {
        const { handoff, communityId, maker, queue } = here().school;
        const id = await ask();
        await handoff.answer(communityId, { ticketId: id, byId: maker.id, text: 'In the portal.' });
        await queue.runDue();
        wait(days(7));
        await handoff.claim(communityId, await ask('And my name?'), maker.id);
        wait(hours(5));
        return data();
      },
    },
    'settle-desk': {
      'a ticket and its lines are to be shown': async () => {
        const { handoff, communityId, maker } = here().school;
        await chooseDesk('discord');
        const id = await ask();
        await handoff.claim(communityId, id, maker.id);
        await handoff.reply(communityId, { ticketId: id, memberId: here().ada.id, text: 'Hello?' });
        return data();
      },
      'a process died over a line': async () => {
        const { handoff, communityId, desks, queue } = here().school;
        await chooseDesk('telegram');
        const id = await ask();
        await queue.runDue();
        desks.telegram.fates.push('lost');
        await handoff.reply(communityId, { ticketId: id, memberId: here().ada.id, text: 'Hello?' });
        await queue.runDue();
        wait(minutes(5));
        return data();
      },
      'a forgotten ticket still stands there': async () => {
        const { handoff, communityId, maker, queue } = here().school;
        await chooseDesk('discord');
        const id = await ask();
        await queue.runDue();
        await handoff.close(communityId, id, maker.id, 'closed');
        await queue.runDue();
        wait(days(91));
        await handoff.tidy(communityId);
        return data();
      },
    },
  };
}
