import { command, problemPhrase, say, type Suggest } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { sureButton } from '../pieces/buttons.js';
import { candidateId, candidateSuggestions, findPlace, phasedPhrase, placePhrase } from '../pieces/places.js';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { listButton, openButton, planCard } from './card.js';

const plan = {
  type: 'text',
  required: true,
  summary: 'commands.plan.options.plan.summary',
  suggest: suggestPlans('all'),
} as const;

const suggestCandidates: Suggest = async (typed, context, { access }) =>
  candidateSuggestions(await access.candidates(context.community.id), typed, context);

/** Places that some plan opens already; whether it is the plan typed beside it, only `run` knows. */
const suggestOpened: Suggest = async (typed, context, { access }) =>
  candidateSuggestions(await access.places(context.community.id), typed, context);

export const open = command({
  name: 'open',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan,
    place: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.place.summary',
      suggest: suggestCandidates,
    },
    during: {
      type: 'choice',
      summary: 'commands.plan.options.during.summary',
      choices: [
        { value: 'always', label: 'commands.plan.choices.during.always' },
        { value: 'trial', label: 'commands.plan.choices.during.trial' },
        { value: 'paid', label: 'commands.plan.choices.during.paid' },
      ],
    },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const opening = await planOf(options.plan, 'all', context, rooms);
    const candidate = findPlace(await rooms.access.candidates(community.id), options.place, context);
    if (!candidate) throw new UserFacingError('place_unknown');
    const place = placePhrase(candidate);
    if (candidate.problem) {
      return {
        tone: 'warning',
        title: say('moderator.plan.open_blocked', { place }),
        body: [say('moderator.plan.open_blocked_why', { problem: problemPhrase(candidate.problem) })],
        buttons: [
          [
            {
              label: say('common.buttons.retry'),
              command: 'plan open',
              options: {
                plan: opening.id,
                place: candidateId(candidate),
                ...(options.during === undefined ? {} : { during: options.during }),
              },
            },
          ],
        ],
      };
    }
    const during = options.during ?? 'always';
    const linked = await rooms.access.linkPlace(community.id, opening.id, candidate, during);
    await rooms.members.audit(community.id, {
      action: 'plan.opened',
      actorId: actor.member.id,
      subjectId: opening.id,
      details: { place: linked.id, during },
    });
    return {
      tone: 'good',
      title: say('moderator.plan.opened', { plan: opening.name, place: phasedPhrase({ ...linked, during }) }),
      body: [
        during === 'trial' && opening.trialDays === 0
          ? say('moderator.plan.no_trial')
          : say('moderator.plan.opened_hint'),
      ],
      fields: [planCard(opening, await rooms.access.placesOfPlan(community.id, opening.id))],
      buttons: [[openButton(opening), listButton()]],
    };
  },
});

export const close = command({
  name: 'close',
  for: 'moderator',
  visibility: 'private',
  options: {
    plan,
    place: {
      type: 'text',
      required: true,
      summary: 'commands.plan.options.place.summary',
      suggest: suggestOpened,
    },
    sure: { type: 'flag', summary: 'commands.plan.options.sure.summary' },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const closing = await planOf(options.plan, 'all', context, rooms);
    const opened = await rooms.access.placesOfPlan(community.id, closing.id);
    const found = findPlace(opened, options.place, context);
    if (!found) throw new UserFacingError('place_not_open', { plan: closing.name });
    const place = placePhrase(found);
    if (!options.sure) {
      return {
        tone: 'warning',
        title: say('moderator.plan.close_ask', { plan: closing.name, place }),
        body: [say('moderator.plan.close_warning')],
        buttons: [[sureButton('plan close', { plan: closing.id, place: found.id }), listButton()]],
      };
    }
    await rooms.access.unlinkPlace(community.id, closing.id, found.id);
    await rooms.members.audit(community.id, {
      action: 'plan.closed',
      actorId: actor.member.id,
      subjectId: closing.id,
      details: { place: found.id },
    });
    return {
      tone: 'good',
      title: say('moderator.plan.closed', { plan: closing.name, place }),
      fields: [planCard(closing, await rooms.access.placesOfPlan(community.id, closing.id))],
      buttons: [[listButton()]],
      replaces: true,
    };
  },
});
