import { command, say } from '#contracts';
import type { Locale } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { card } from './card.js';
import { clusterOf } from './cluster.js';
import { languageOption } from './which.js';
import { answerFile, answerGiven, phrasingsIn, tagsIn } from './written.js';

export const add = command({
  name: 'add',
  for: 'moderator',
  visibility: 'private',
  options: {
    title: { type: 'text', required: true, maxLength: 150, summary: 'commands.faq.options.title.summary' },
    answer: { type: 'text', maxLength: 4_000, summary: 'commands.faq.options.answer.summary' },
    file: answerFile,
    phrasings: { type: 'text', maxLength: 4_000, summary: 'commands.faq.options.phrasings.summary' },
    language: languageOption,
    tags: { type: 'text', maxLength: 500, summary: 'commands.faq.options.tags.summary' },
    plan: { type: 'text', summary: 'commands.faq.options.plan.summary', suggest: suggestPlans('active') },
    asked: { type: 'text', maxLength: 60, summary: 'commands.faq.options.asked.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const answer = await answerGiven(options.answer, options.file);
    if (answer === undefined) throw new UserFacingError('answer_needed');
    const plan = options.plan ? await planOf(options.plan, 'active', context, rooms) : null;
    const cluster = options.asked ? await clusterOf(options.asked, context, rooms) : null;
    const locale: Locale =
      options.language ?? cluster?.asks[0]?.locale ?? (hasHan(options.title) ? 'zh-CN' : 'en');
    const entry = await rooms.faq.add(community.id, {
      texts: [{ locale, title: options.title, answer }],
      phrasings: [...phrasingsIn(options.phrasings), ...(cluster ? [{ text: cluster.text }] : [])],
      tags: tagsIn(options.tags ?? ''),
      planIds: plan ? [plan.id] : [],
      source: cluster ? 'unanswered' : 'written',
      byId: actor.member.id,
    });
    if (cluster) {
      const asks = cluster.asks.map(({ id }) => id);
      await rooms.faq.dismiss(community.id, asks, actor.member.id);
    }
    const shown = await card(entry, context, rooms);
    return { ...shown, tone: 'good', title: say('faq.add.done', { title: entry.texts[0]?.title ?? '' }) };
  },
});

const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
