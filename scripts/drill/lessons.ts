import type { Rooms } from '#contracts';
import { demo, people, type Sandbox } from '#sandbox';
import type { DrillOptions } from './options.js';

/** A place, as its platform knows it. */
export interface DrillPlace {
  platform: 'discord' | 'telegram';
  id: string;
}

const boss = () => people.find((one) => one.rank === 'owner') ?? people[0];
const keyOf = (n: number) => `drill-${n}`;

/** Every title is a word of its own, so that it can be counted in what stands in a place. */
const titleOf = (n: number) => `Drilled-${String(n).padStart(4, '0')}-lesson`;

/** A course of so many lessons, due in so many new places at once. */
export async function prepareLessons(
  { drops: lessons, places: wanted }: DrillOptions,
  { members, courses, drops }: Rooms,
  sandbox: Sandbox,
): Promise<DrillPlace[]> {
  const [community] = await members.communities();
  const owner = boss();
  if (!community || !owner) throw new Error('the demo community is missing');
  const { id } = community;
  const { member } = await members.arrive(id, {
    platform: 'discord',
    externalId: owner.discordId,
    name: owner.name,
  });
  const places: DrillPlace[] = [];
  const onDiscord = Math.ceil(wanted / 2);
  const guild = (await members.spaces(id)).find((one) => one.platform === 'discord');
  for (let n = 0; n < wanted; n += 1) {
    const place =
      n < onDiscord
        ? { platform: 'discord' as const, id: await newChannel(sandbox, `lessons-${n}`) }
        : { platform: 'telegram' as const, id: newGroup(sandbox, `Lessons ${n}`) };
    const space =
      place.platform === 'discord'
        ? guild
        : await members.attachSpace(id, {
            platform: 'telegram',
            externalId: place.id,
            title: `Lessons ${n}`,
          });
    const given = { externalId: place.id, planIds: [], threads: n % 2 === 0, byId: member.id };
    await drops.addOutlet(id, { spaceId: space?.id ?? '', ...given });
    places.push(place);
  }

  const texts = Array.from({ length: lessons }, (_, n) => [
    '---',
    `key: ${keyOf(n)}`,
    `title: ${titleOf(n)}`,
    '---',
    `What is to be learned in lesson ${n}.`,
  ]);
  const head = ['---', 'title: The drill', 'slug: drill', 'free: true', '---', 'Lessons under fire.'];
  const files = [
    { name: 'course.md', text: head },
    ...texts.map((text, n) => ({ name: `${String(n).padStart(4, '0')}.md`, text })),
  ].map(({ name, text }) => {
    const bytes = new TextEncoder().encode(`${text.join('\n')}\n`);
    return { name, size: bytes.length, open: async () => once(bytes) };
  });
  const { courseId, slug } = await courses.upload(id, { files, slug: 'drill', byId: member.id });
  await courses.publish(id, { slug, byId: member.id });
  const rule = { all: [{ kind: 'now' as const }], zone: 'community' as const };
  const rules = new Map(texts.map((_, n) => [keyOf(n), rule]));
  await drops.schedule(id, { courseId, rules, whole: false, byId: member.id });
  return places;
}

/** How often each lesson stands in a place, by its key. */
export function standingIn({ discord, telegram }: Sandbox, place: DrillPlace): Map<string, number> {
  const texts =
    place.platform === 'discord'
      ? (discord.state().messages[place.id] ?? [])
          .filter((message) => message.authorId === demo.discord.botId)
          .map((message) => JSON.stringify([message.content, message.embeds]))
      : Object.values(telegram.state().chats[Number(place.id)]?.messages ?? {})
          .filter((message) => message.fromId === demo.telegram.botId)
          .map((message) => message.text ?? '');
  const found = new Map<string, number>();
  for (const text of texts) {
    const n = /Drilled-(\d+)-lesson/.exec(text)?.[1];
    if (n !== undefined) found.set(keyOf(Number(n)), (found.get(keyOf(Number(n))) ?? 0) + 1);
  }
  return found;
}

async function newChannel(sandbox: Sandbox, name: string): Promise<string> {
  const action = sandbox.discord.actions['createChannel'];
  if (!action) throw new Error('the sandbox makes no channels');
  const made = (await action.run(action.input.parse({ name }))) as { channelId: string };
  return made.channelId;
}

function newGroup({ telegram }: Sandbox, title: string): string {
  const as = boss()?.telegramId ?? 0;
  const { actions } = telegram;
  const { chatId: basic } = actions.createGroup.run({ as, title });
  const { chatId } = actions.upgradeGroup.run({ as, chatId: basic });
  actions.addBot.run({ as, chatId, rights: {} });
  return String(chatId);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
