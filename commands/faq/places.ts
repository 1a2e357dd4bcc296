import { command, problemPhrase, say, type ReplyButton, type Suggest } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { addedSuggestions, outletId, outletNamed, readableSuggestions } from '../pieces/outlets.js';

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

const suggestCandidates: Suggest = async (typed, context, { drops }) =>
  readableSuggestions(await drops.outletCandidates(context.community.id), typed, context);

const suggestPlaces: Suggest = async (typed, { community }, { faq }) =>
  addedSuggestions(await faq.places(community.id), typed);

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
    const found = outletNamed(await drops.outletCandidates(community.id), options.place);
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
    const found = outletNamed(await faq.places(community.id), options.place);
    if (!found) throw new UserFacingError('faq_place_unknown');
    await faq.removePlace(community.id, found.id, actor.member.id);
    const { title } = found;
    return {
      tone: 'good',
      title: say('faq.places.removed', { place: title }),
      buttons: [
        [
          {
            label: say('faq.buttons.undo'),
            command: 'faq places-add',
            options: { place: outletId(found) },
          },
          placesButton(),
        ],
      ],
    };
  },
});
