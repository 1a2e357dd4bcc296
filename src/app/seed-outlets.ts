import type { Rooms } from '#contracts';
import { demo } from '#sandbox';

/**
 * Where the demo community announces its lessons: a channel for them on Discord, with threads, and the open group
 * on Telegram. Does nothing when there are places already.
 */
export async function seedOutlets({ members, drops }: Rooms): Promise<void> {
  const [community] = await members.communities();
  if (!community || (await drops.outlets(community.id)).length > 0) return;
  const { id } = community;
  const owner = (await members.ranked(id)).find(({ rank }) => rank === 'owner');
  if (!owner) return;
  const wanted: readonly string[] = [demo.discord.coursesChannelId, String(demo.telegram.lobbyId)];
  for (const { spaceId, externalId, problem, platform } of await drops.outletCandidates(id)) {
    if (!wanted.includes(externalId) || problem !== null) continue;
    const place = { spaceId, externalId, planIds: [], threads: platform === 'discord' };
    await drops.addOutlet(id, { ...place, byId: owner.id });
  }
}
