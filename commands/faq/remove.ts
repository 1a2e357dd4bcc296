import { command, say } from '#contracts';
import { card } from './card.js';
import { entryNamed, entryOption, listButton, textFor } from './which.js';

export const remove = command({
  name: 'remove',
  for: 'moderator',
  visibility: 'private',
  options: {
    entry: entryOption,
    undo: { type: 'flag', summary: 'commands.faq.options.undo.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    if (options.undo) {
      const entry = await rooms.faq.restore(community.id, options.entry, actor.member.id);
      const shown = await card(entry, context, rooms);
      return { ...shown, tone: 'good', body: [say('faq.remove.undone')], replaces: true };
    }
    const entry = await entryNamed(options.entry, context, rooms);
    await rooms.faq.remove(community.id, entry.id, actor.member.id);
    return {
      tone: 'good',
      title: say('faq.remove.done', { title: textFor(entry, actor.locale).title }),
      body: [say('faq.remove.hint')],
      buttons: [
        [
          { label: say('faq.buttons.undo'), command: 'faq remove', options: { entry: entry.id, undo: true } },
          listButton(),
        ],
      ],
    };
  },
});
