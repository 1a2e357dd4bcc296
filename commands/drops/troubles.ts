import {
  command,
  problemPhrase,
  say,
  type CommandContext,
  type Phrase,
  type Reply,
  type Rooms,
} from '#contracts';
import type { TroubledPost } from '#domain/drops';
import { clipped } from '../pieces/typed.js';

/** Posts that can be decided about in one message. */
const SHOWN = 5;

export const troubles = command({
  name: 'troubles',
  for: 'creator',
  visibility: 'private',
  options: {
    post: { type: 'text', maxLength: 60, summary: 'commands.drops.options.post.summary' },
    leave: { type: 'flag', summary: 'commands.drops.options.leave.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    if (!options.post) return view(context, rooms);
    const decide = options.leave ? rooms.drops.dismiss : rooms.drops.retry;
    await decide(community.id, options.post, actor.member.id);
    const left = await view(context, rooms);
    const done = say(options.leave ? 'drops.troubles.left' : 'drops.troubles.retried');
    return { ...left, body: [done, ...(left.body ?? [])], replaces: true };
  },
});

async function view({ community }: CommandContext, rooms: Rooms): Promise<Reply> {
  const found = await rooms.drops.troubles(community.id);
  if (found.length === 0) return { tone: 'good', title: say('drops.troubles.none') };
  const shown = found.slice(0, SHOWN);
  const titles = new Map<string, string>();
  for (const { courseId } of shown) {
    const outline = await rooms.courses.outline(community.id, courseId);
    for (const { key, title } of outline) titles.set(`${courseId} ${key}`, title);
  }
  const nameOf = ({ courseId, lessonKey }: TroubledPost) =>
    titles.get(`${courseId} ${lessonKey}`) ?? lessonKey;
  return {
    tone: 'warning',
    title: say('drops.troubles.title'),
    list: shown.map((one) => ({
      mark: one.state === 'uncertain' ? ('wait' as const) : ('bad' as const),
      text: line(one, nameOf(one)),
    })),
    body:
      found.length > shown.length
        ? [say('drops.schedule.and_more', { count: found.length - shown.length })]
        : [],
    buttons: shown.map((one) => {
      const lesson = clipped(nameOf(one), 40);
      const again = one.state === 'uncertain' ? 'drops.buttons.send_again' : 'drops.buttons.retry';
      return [
        { label: say(again, { lesson }), command: 'drops troubles', options: { post: one.id } },
        {
          label: say('drops.buttons.leave', { lesson }),
          command: 'drops troubles',
          options: { post: one.id, leave: true },
        },
      ];
    }),
  };
}

function line({ state, wanted, externalId, failure, outlet }: TroubledPost, lesson: string): Phrase {
  const values = { lesson, place: outlet.title };
  if (state === 'uncertain') return say('drops.troubles.uncertain', values);
  const problem = problemPhrase(failure ?? 'unknown');
  if (!externalId) return say('drops.troubles.refused', { ...values, problem });
  return say(wanted ? 'drops.troubles.refused_edit' : 'drops.troubles.refused_withdraw', {
    ...values,
    problem,
  });
}
