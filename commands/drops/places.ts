import { command, problemPhrase, say, type Phrase, type ReplyButton, type Suggest } from '#contracts';
import type { Outlet, OutletCandidate } from '#domain/drops';
import { UserFacingError } from '#kernel/errors';
import { sureButton } from '../pieces/buttons.js';
import { addedSuggestions, outletId, outletNamed, outletSuggestions } from '../pieces/outlets.js';
import { planOf, suggestPlans } from '../pieces/plans.js';
import { listed, literal } from '../pieces/words.js';

const placesButton = (): ReplyButton => ({ label: say('drops.buttons.places'), command: 'drops places' });

export const places = command({
  name: 'places',
  for: 'creator',
  visibility: 'private',
  options: {},
  async run({ community }, rooms) {
    const outlets = await rooms.drops.outlets(community.id);
    const plans = new Map(
      (await rooms.billing.plans(community.id, true)).map((plan) => [plan.id, plan.name]),
    );
    return {
      title: say('drops.places.title'),
      ...(outlets.length === 0 ? { body: [say('drops.places.none')] } : {}),
      list: outlets.map((outlet) => ({
        mark: outlet.problem ? ('bad' as const) : ('good' as const),
        text: outletPhrase(outlet, plans),
      })),
      buttons: [
        [
          { label: say('drops.buttons.add_place'), command: 'drops places-add' },
          { label: say('drops.buttons.coming'), command: 'drops coming' },
        ],
      ],
    };
  },
});

function outletPhrase(outlet: Outlet, plans: ReadonlyMap<string, string>): Phrase {
  const { title: place, platform, planIds, threads, problem } = outlet;
  const named = planIds.map((id) => literal(plans.get(id) ?? id));
  const which =
    named.length > 0
      ? say('drops.places.of_plans', { plans: listed(named) })
      : say('drops.places.everything');
  const what = threads && platform === 'discord' ? say('drops.places.with_threads', { what: which }) : which;
  const values = { place, platform: say(`common.platforms.${platform}`), what };
  return problem
    ? say('drops.places.line_problem', { ...values, problem: problemPhrase(problem) })
    : say('drops.places.line', values);
}

const suggestCandidates: Suggest = async (typed, context, { drops }) =>
  outletSuggestions(await drops.outletCandidates(context.community.id), typed, context);

const suggestOutlets: Suggest = async (typed, { community }, { drops }) =>
  addedSuggestions(await drops.outlets(community.id), typed);

/** Throws UserFacingError `outlet_unknown`. */
function found<One extends OutletCandidate | Outlet>(list: readonly One[], typed: string): One {
  const one = outletNamed(list, typed);
  if (!one) throw new UserFacingError('outlet_unknown');
  return one;
}

export const placesAdd = command({
  name: 'places-add',
  for: 'moderator',
  visibility: 'private',
  options: {
    place: {
      type: 'text',
      required: true,
      summary: 'commands.drops.options.place.summary',
      suggest: suggestCandidates,
    },
    plan: { type: 'text', summary: 'commands.drops.options.plan.summary', suggest: suggestPlans('active') },
    threads: {
      type: 'choice',
      summary: 'commands.drops.options.threads.summary',
      choices: [
        { value: 'yes', label: 'commands.drops.choices.threads.yes' },
        { value: 'no', label: 'commands.drops.choices.threads.no' },
      ],
    },
  },
  async run(context, rooms) {
    const { actor, community, options } = context;
    const candidate = found(await rooms.drops.outletCandidates(community.id), options.place);
    const plan = options.plan ? await planOf(options.plan, 'active', context, rooms) : null;
    const { title: place, problem, spaceId, externalId } = candidate;
    if (problem) {
      const again = { ...options, place: outletId(candidate) };
      return {
        tone: 'warning',
        title: say('errors.outlet_refused', { place }),
        body: [problemPhrase(problem)],
        buttons: [
          [{ label: say('common.buttons.retry'), command: 'drops places-add', options: withoutGaps(again) }],
        ],
      };
    }
    await rooms.drops.addOutlet(community.id, {
      spaceId,
      externalId,
      planIds: plan ? [plan.id] : [],
      threads: options.threads !== 'no',
      byId: actor.member.id,
    });
    return {
      tone: 'good',
      title: say('drops.places.added', { place }),
      body: [
        plan ? say('drops.places.added_plan', { plan: plan.name }) : say('drops.places.added_everything'),
      ],
      buttons: [[placesButton()]],
    };
  },
});

/** Options of a button: only those that were given. */
function withoutGaps(options: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

export const placesRemove = command({
  name: 'places-remove',
  for: 'moderator',
  visibility: 'private',
  options: {
    place: {
      type: 'text',
      required: true,
      summary: 'commands.drops.options.place.summary',
      suggest: suggestOutlets,
    },
    sure: { type: 'flag', summary: 'commands.drops.options.sure.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const outlet = found(await rooms.drops.outlets(community.id), options.place);
    if (!options.sure) {
      return {
        tone: 'warning',
        title: say('drops.places.remove_ask', { place: outlet.title }),
        body: [say('drops.places.remove_warning')],
        buttons: [[sureButton('drops places-remove', { place: outlet.id }), placesButton()]],
      };
    }
    await rooms.drops.removeOutlet(community.id, { outletId: outlet.id, byId: actor.member.id });
    return {
      tone: 'good',
      title: say('drops.places.removed', { place: outlet.title }),
      buttons: [[placesButton()]],
      replaces: true,
    };
  },
});
