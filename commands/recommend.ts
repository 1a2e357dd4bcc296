import { command, say } from '#contracts';
import { recommendations } from './recommend/list.js';

export const recommend = command({
  name: 'recommend',
  for: 'member',
  visibility: 'private',
  options: {
    item: { type: 'text', maxLength: 60, summary: 'commands.recommend.options.item.summary' },
    verdict: {
      type: 'choice',
      summary: 'commands.recommend.options.verdict.summary',
      choices: [
        { value: 'up', label: 'commands.recommend.choices.verdict.up' },
        { value: 'down', label: 'commands.recommend.choices.verdict.down' },
        { value: 'known', label: 'commands.recommend.choices.verdict.known' },
      ],
    },
    again: { type: 'flag', summary: 'commands.recommend.options.again.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const { item, verdict, again } = options;
    if (item === undefined || verdict === undefined) return recommendations(context, rooms);
    const courseId = await rooms.recommends.react(community.id, actor.member.id, item, verdict);
    const { title } = await rooms.courses.course(community.id, courseId);
    const thanks = say(`recommend.thanks.${verdict}`, { course: title });
    // On the list itself the next one takes its place; what stands below a message stays there.
    if (again) {
      const list = await recommendations(context, rooms);
      return { ...list, body: [thanks, ...(list.body ?? [])], replaces: true };
    }
    return {
      tone: 'good',
      body: [thanks],
      buttons: [[{ label: say('recommend.buttons.more'), command: 'recommend' }]],
    };
  },
});
