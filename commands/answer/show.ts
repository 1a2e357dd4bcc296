import { command, faqReply } from '#contracts';
import { about, entry, page, place } from './options.js';

/** Which of several was meant, or another page of it, in the place of what stands there. */
export const show = command({
  name: 'show',
  for: 'member',
  visibility: 'public',
  options: { about, entry, place, page },
  async run({ actor, community, options }, rooms) {
    const picked = await rooms.faq.pick(community.id, actor.member.id, options.about, options.entry);
    return { ...faqReply(picked, { place: options.place, page: options.page }), replaces: true };
  },
});

/** The same for whoever asked alone. */
export const read = command({
  name: 'read',
  for: 'member',
  visibility: 'private',
  options: { about, entry },
  run: async ({ actor, community, options }, rooms) =>
    faqReply(await rooms.faq.pick(community.id, actor.member.id, options.about, options.entry)),
});
