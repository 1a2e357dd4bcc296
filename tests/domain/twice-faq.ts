import type { Member } from '#domain/members';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

/** For the job that trains, situations in which it has something to learn; each returns the job's data. */
export function faqSituations(here: () => Here): Record<string, Record<string, () => Promise<unknown>>> {
  const add = async (title: string, phrasings: string[]) => {
    const { communityId, maker, stage } = here().school;
    return stage.rooms.faq.add(communityId, {
      texts: [{ locale: 'en', title, answer: 'Like this.' }],
      phrasings: phrasings.map((text) => ({ text })),
      byId: maker.id,
    });
  };
  const data = () => ({ communityId: here().school.communityId });
  return {
    'train-faq': {
      'entries are new, and a member disliked an answer': async () => {
        await add('How do I cancel?', ['stop my plan', 'end it']);
        await add('Where are the lessons?', ['find my course', 'open a lesson']);
        const { school, ada } = here();
        const { faq } = school.stage.rooms;
        await faq.train(school.communityId);
        const question = { memberId: ada.id, platform: 'discord', way: 'ask', locale: 'en' } as const;
        const { askId, guesses } = await faq.ask(school.communityId, { ...question, text: 'stop a lesson' });
        const picked = guesses[0]?.entryId ?? (await faq.entries(school.communityId))[0]?.id ?? '';
        await faq.pick(school.communityId, ada.id, askId ?? '', picked);
        await faq.thumb(school.communityId, ada.id, askId ?? '', false);
        return data();
      },
      'the last entry was removed': async () => {
        const { id } = await add('How do I cancel?', ['stop my plan']);
        const { school } = here();
        await school.stage.rooms.faq.train(school.communityId);
        await school.stage.rooms.faq.remove(school.communityId, id, school.maker.id);
        return data();
      },
    },
  };
}
