import { command, problemPhrase, say, type Phrase, type Reply } from '#contracts';
import type { PlaceCandidate } from '#domain/access';
import type { Space } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { reaches } from './pieces/people.js';
import { placePhrase } from './pieces/places.js';
import { capped, listed, stacked } from './pieces/words.js';

/**
 * The code was taken by the door before this runs (it knows where the command was said); whoever said a valid
 * one is an owner by now. So this only shows what is connected and what comes next.
 */
export const setup = command({
  name: 'setup',
  for: 'member',
  visibility: 'private',
  options: {
    code: { type: 'text', maxLength: 40, guessable: true, summary: 'commands.setup.options.code.summary' },
  },
  async run({ actor, community }, { members, access, billing }): Promise<Reply> {
    if (!reaches(actor.rank, 'moderator')) throw new UserFacingError('setup_not_yours');
    const spaces = await members.spaces(community.id);
    const candidates = await access.candidates(community.id);
    const plans = await billing.plans(community.id);
    const steps: Phrase[] = [];
    if (candidates.length > 0 && candidates.every(({ problem }) => problem))
      steps.push(say('moderator.setup.next_rights'));
    if (plans.length === 0) steps.push(say('moderator.setup.next_plan'));
    for (const plan of plans.slice(0, 5)) {
      const places = await access.placesOfPlan(community.id, plan.id);
      if (places.length === 0) steps.push(say('moderator.setup.next_open', { plan: plan.name }));
    }
    if (steps.length === 0) {
      const opened = new Set((await access.places(community.id)).map((place) => place.spaceExternalId));
      const idle = spaces.filter((space) => !opened.has(space.externalId));
      for (const { title } of idle.slice(0, 5))
        steps.push(say('moderator.setup.next_idle', { space: title }));
      if (opened.size > 0) steps.push(say('moderator.setup.next_tell'));
    }
    steps.push(say('moderator.setup.next_more'));
    return {
      tone: 'good',
      title: say('moderator.setup.title', { community: community.name }),
      ...(spaces.length === 0 ? { body: [say('moderator.setup.nothing')] } : {}),
      fields: spaces.map((space) => spaceField(space, candidates)),
      list: steps.map((text) => ({ mark: 'dot' as const, text })),
      buttons:
        plans.length === 0
          ? [[{ label: say('moderator.setup.button_create'), command: 'plan create', style: 'primary' }]]
          : [[{ label: say('moderator.plan.button_list'), command: 'plan list' }]],
    };
  },
});

/** By name, without that of the space, which stands above; of many only how many. */
function readyPhrase(ready: readonly PlaceCandidate[]): Phrase {
  if (ready.length === 0) return say('moderator.setup.ready_none');
  if (ready.length > 10) return say('moderator.setup.ready_many', { count: ready.length });
  const names = ready.map(({ kind, title, platform }) =>
    kind === 'role' ? say('moderator.setup.seats.role', { title }) : say(`moderator.setup.seats.${platform}`),
  );
  return say('moderator.setup.ready', { places: listed(names) });
}

function spaceField(space: Space, all: readonly PlaceCandidate[]): { name: Phrase; value: Phrase } {
  const here = all.filter(
    ({ platform, spaceExternalId }) => platform === space.platform && spaceExternalId === space.externalId,
  );
  const blocked = here.filter(({ problem }) => problem !== null);
  const reasons = blocked.map((candidate) =>
    say('common.places.blocked', {
      place: placePhrase(candidate),
      problem: problemPhrase(candidate.problem ?? 'unknown'),
    }),
  );
  return {
    name: say('moderator.setup.space', {
      space: space.title,
      platform: say(`common.platforms.${space.platform}`),
    }),
    value: stacked([
      readyPhrase(here.filter(({ problem }) => problem === null)),
      ...(blocked.length > 0 ? [say('moderator.setup.blocked', { count: blocked.length })] : []),
      ...capped(reasons, 5),
    ]),
  };
}
