import { command, faqReply } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { about, page, place } from './options.js';

/** A thumb. The answer stays, with thanks in the place of the thumbs. */
export const rate = command({
  name: 'rate',
  for: 'member',
  visibility: 'public',
  options: {
    about,
    helped: { type: 'flag', required: true, summary: 'commands.answer.options.helped.summary' },
    place,
    page,
  },
  async run({ actor, community, options }, rooms) {
    const { helped } = options;
    const { entryId } = await rooms.faq.thumb(community.id, actor.member.id, options.about, helped);
    // Nothing was answered yet, so there is nothing to judge.
    if (entryId === null) throw new UserFacingError('faq_ask_unknown');
    const judged = await rooms.faq.pick(community.id, actor.member.id, options.about, entryId);
    const { page: at, place: where } = options;
    const thumb = helped ? 'up' : 'down';
    return { ...faqReply(judged, { place: where, page: at, thumb }), replaces: true };
  },
});
