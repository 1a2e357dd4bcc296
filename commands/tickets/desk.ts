import { command, problemPhrase, say, type Suggest } from '#contracts';
import type { OutletCandidate } from '#domain/drops';
import { UserFacingError } from '#kernel/errors';
import { sureButton } from '../pieces/buttons.js';
import { outletId, outletNamed, outletSuggestions } from '../pieces/outlets.js';

export const desk = command({
  name: 'desk',
  for: 'moderator',
  visibility: 'private',
  options: {},
  async run({ community }, { handoff }) {
    const at = await handoff.desk(community.id);
    const choose = { label: say('tickets.buttons.desk_set'), command: 'tickets desk-set' };
    if (!at) return { body: [say('tickets.place.none')], buttons: [[choose]] };
    const platform = say(`common.platforms.${at.platform}`);
    return {
      ...(at.problem === null ? {} : { tone: 'bad' as const }),
      title: say('tickets.place.title'),
      body: [
        say('tickets.place.one', { place: at.title, platform }),
        ...(at.problem === null
          ? []
          : [say('tickets.place.problem', { problem: problemPhrase(at.problem) })]),
      ],
      buttons: [[choose]],
    };
  },
});

/** Where moderators can write back: no channel in which only administrators post. */
function isTalk({ platform, kind, externalId }: OutletCandidate, spaces: ReadonlyMap<string, string>) {
  return platform === 'discord' || (kind === 'chat' && spaces.has(externalId));
}

const candidatesIn = async (
  communityId: string,
  { drops, members }: Pick<Parameters<Suggest>[2], 'drops' | 'members'>,
): Promise<OutletCandidate[]> => {
  const spaces = new Map((await members.spaces(communityId)).map((one) => [one.externalId, one.id]));
  return (await drops.outletCandidates(communityId)).filter((one) => isTalk(one, spaces));
};

const suggestPlaces: Suggest = async (typed, context, rooms) =>
  outletSuggestions(await candidatesIn(context.community.id, rooms), typed, context);

export const deskSet = command({
  name: 'desk-set',
  for: 'moderator',
  visibility: 'private',
  options: {
    place: {
      type: 'text',
      required: true,
      maxLength: 200,
      summary: 'commands.tickets.options.place.summary',
      suggest: suggestPlaces,
    },
  },
  async run({ actor, community, options }, rooms) {
    const one = outletNamed(await candidatesIn(community.id, rooms), options.place);
    if (!one) throw new UserFacingError('desk_unknown');
    const { title, problem, spaceId, externalId, kind } = one;
    if (problem !== null) {
      return {
        tone: 'warning',
        title: say('errors.desk_refused', { place: title, problem: problemPhrase(problem) }),
        buttons: [
          [
            {
              label: say('common.buttons.retry'),
              command: 'tickets desk-set',
              options: { place: outletId(one) },
            },
          ],
        ],
      };
    }
    await rooms.handoff.setDesk(community.id, { spaceId, externalId, kind, title }, actor.member.id);
    return {
      tone: 'good',
      title: say('tickets.place.set', { place: title }),
      body: [say('tickets.place.set_hint'), say('tickets.place.public')],
      buttons: [[{ label: say('tickets.buttons.waiting'), command: 'tickets waiting' }]],
    };
  },
});

export const deskRemove = command({
  name: 'desk-remove',
  for: 'moderator',
  visibility: 'private',
  options: { sure: { type: 'flag', summary: 'commands.tickets.options.sure.summary' } },
  async run({ actor, community, options }, { handoff }) {
    const at = await handoff.desk(community.id);
    if (!at) return { body: [say('tickets.place.none')] };
    if (!options.sure) {
      return {
        tone: 'warning',
        title: say('tickets.place.remove_ask', { place: at.title }),
        body: [say('tickets.place.remove_warning')],
        buttons: [[sureButton('tickets desk-remove', {})]],
      };
    }
    await handoff.setDesk(community.id, null, actor.member.id);
    return { tone: 'good', title: say('tickets.place.removed', { place: at.title }), replaces: true };
  },
});
