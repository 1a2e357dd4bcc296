import { command, flat, problemPhrase, say, type ReplyButton, type Suggest } from '#contracts';
import type { OutletCandidate } from '#domain/drops';
import { UserFacingError } from '#kernel/errors';
import { clipped, matches, same } from '../pieces/typed.js';

const placesButton = (): ReplyButton => ({ label: say('faq.buttons.places'), command: 'faq places' });

export const places = command({
  name: 'places',
  for: 'moderator',
  visibility: 'private',
  options: {},
  async run({ community }, { faq }) {
    const found = await faq.places(community.id);
    return {
      title: say('faq.places.title'),
      body: [say(found.length === 0 ? 'faq.places.none' : 'faq.places.hint')],
      list: found.map(({ title, platform }) => ({
        mark: 'good' as const,
        text: say('faq.places.line', { place: title, platform: say(`common.platforms.${platform}`) }),
      })),
      buttons: [
        [
          { label: say('faq.buttons.add_place'), command: 'faq places-add' },
          ...(found.length > 0
            ? [{ label: say('faq.buttons.remove_place'), command: 'faq places-remove' }]
            : []),
        ],
      ],
    };
  },
});

/** A place on a platform has no id of ours until it is added. */
const idOf = ({ platform, spaceId, externalId }: OutletCandidate) =>
  [platform, spaceId, externalId].join(':');

const suggestCandidates: Suggest = async (typed, { community, actor }, { drops }) =>
  (await drops.outletCandidates(community.id))
    .map((one) => ({
      value: idOf(one),
      label: clipped(flat(say('drops.places.label', { place: one.title, space: one.spaceTitle }), actor)),
    }))
    .filter(({ label }) => matches(label, typed))
    .slice(0, 25);

const suggestPlaces: Suggest = async (typed, { community }, { faq }) =>
  (await faq.places(community.id))
    .filter(({ title }) => matches(title, typed))
    .slice(0, 25)
    .map((one) => ({ value: one.id, label: clipped(one.title) }));

const bare = (title: string): string => title.replace(/^#/, '');

export const placesAdd = command({
  name: 'places-add',
  for: 'moderator',
  visibility: 'private',
  options: {
    place: {
      type: 'text',
      required: true,
      summary: 'commands.faq.options.place.summary',
      suggest: suggestCandidates,
    },
  },
  async run({ actor, community, options }, { drops, faq }) {
    const candidates = await drops.outletCandidates(community.id);
    const typed = options.place.trim();
    const named = candidates.filter(({ title }) => same(bare(title), bare(typed)));
    const found =
      candidates.find((one) => idOf(one) === typed) ?? (named.length === 1 ? named[0] : undefined);
    if (!found) throw new UserFacingError('faq_place_unknown');
    const { spaceId, externalId, title, problem, platform } = found;
    await faq.addPlace(community.id, { spaceId, externalId, title, byId: actor.member.id });
    return {
      tone: problem ? 'warning' : 'good',
      title: say('faq.places.added', { place: title }),
      body: [
        say('faq.places.added_hint'),
        ...(platform === 'telegram' ? [say('faq.places.telegram')] : []),
        ...(problem ? [say('faq.places.problem', { problem: problemPhrase(problem) })] : []),
      ],
      buttons: [[placesButton()]],
    };
  },
});

export const placesRemove = command({
  name: 'places-remove',
  for: 'moderator',
  visibility: 'private',
  options: {
    place: {
      type: 'text',
      required: true,
      summary: 'commands.faq.options.place.summary',
      suggest: suggestPlaces,
    },
  },
  async run({ actor, community, options }, { faq }) {
    const all = await faq.places(community.id);
    const typed = options.place.trim();
    const named = all.filter(({ title }) => same(bare(title), bare(typed)));
    const found = all.find(({ id }) => id === typed) ?? (named.length === 1 ? named[0] : undefined);
    if (!found) throw new UserFacingError('faq_place_unknown');
    await faq.removePlace(community.id, found.id, actor.member.id);
    const { platform, spaceId, externalId, title } = found;
    return {
      tone: 'good',
      title: say('faq.places.removed', { place: title }),
      buttons: [
        [
          {
            label: say('faq.buttons.undo'),
            command: 'faq places-add',
            options: { place: [platform, spaceId, externalId].join(':') },
          },
          placesButton(),
        ],
      ],
    };
  },
});
