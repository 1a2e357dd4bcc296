import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { same } from '../pieces/typed.js';
import { card } from './card.js';
import { entryNamed, entryOption, languageOption, textFor } from './which.js';
import { answerFile, answerGiven, tagsIn } from './written.js';

/** Typed instead of tags or a plan: none any more. */
const NONE = ['-', '–', 'none', '无', '没有'];
const isNone = (typed: string): boolean => NONE.some((one) => same(one, typed));

export const edit = command({
  name: 'edit',
  for: 'moderator',
  visibility: 'private',
  options: {
    entry: entryOption,
    language: languageOption,
    title: { type: 'text', maxLength: 150, summary: 'commands.faq.options.title.summary' },
    answer: { type: 'text', maxLength: 4_000, summary: 'commands.faq.options.answer.summary' },
    file: answerFile,
    tags: { type: 'text', maxLength: 500, summary: 'commands.faq.options.tags.summary' },
    plan: { type: 'text', summary: 'commands.faq.options.plan.summary', suggest: suggestPlans('active') },
    drop: { type: 'flag', summary: 'commands.faq.options.drop.summary' },
    write: { type: 'flag', summary: 'commands.faq.options.write.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { title, tags, plan, language, drop } = options;
    const entry = await entryNamed(options.entry, context, rooms);
    const answer = await answerGiven(options.answer, options.file);
    if (options.write && answer === undefined) throw new UserFacingError('answer_needed');
    if (drop && !language) throw new UserFacingError('language_needed');
    const given = [title, answer, tags, plan].some((one) => one !== undefined);
    if (!given && !drop) throw new UserFacingError('faq_nothing_given');

    const locale = language ?? textFor(entry, actor.locale).locale;
    const before = entry.texts.find((text) => text.locale === locale);
    const isText = title !== undefined || answer !== undefined;
    if (isText && !drop) {
      // A language that is new needs both.
      if (title === undefined && !before) throw new UserFacingError('title_needed');
      if (answer === undefined && !before) throw new UserFacingError('answer_needed');
    }
    const text = { locale, title: title ?? before?.title ?? '', answer: answer ?? before?.answer ?? '' };
    const planIds =
      plan === undefined
        ? undefined
        : isNone(plan)
          ? []
          : [(await planOf(plan, 'active', context, rooms)).id];
    const edited = await rooms.faq.edit(community.id, entry.id, {
      ...(drop ? { text: { locale, title: null } } : isText ? { text } : {}),
      ...(tags === undefined ? {} : { tags: isNone(tags) ? [] : tagsIn(tags) }),
      ...(planIds ? { planIds } : {}),
      byId: actor.member.id,
    });
    const shown = await card(edited, context, rooms, drop ? {} : { language: locale });
    return { ...shown, tone: 'good', body: [say('faq.edit.done')] };
  },
});
