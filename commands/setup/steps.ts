import { say, type Finding, type Phrase, type ReplyButton } from '#contracts';
import { capped, listed, literal } from '../pieces/words.js';
import { troublesOf, type Facts } from './facts.js';
import { spaceLines } from './spaces.js';

export const stepNames = ['community', 'chats', 'stripe', 'plan', 'places', 'staff', 'purchase'] as const;
export type StepName = (typeof stepNames)[number];

/** One line of the checklist. `wait`: it works, but somebody should look. `bad`: nothing can be sold like this. */
export interface Step {
  name: StepName;
  mark: 'good' | 'wait' | 'bad';
  /** How it stands, in a few words. */
  state: Phrase;
  /** What to do, in the order in which to do it; also what else is worth knowing. */
  details: Phrase[];
  buttons: ReplyButton[];
}

/** Findings shown whole; the rest is counted. */
const SHOWN = 3;

/** Every step, in the order in which they are best done. */
export function stepsOf(facts: Facts, told: readonly Phrase[]): Step[] {
  return [
    community(facts),
    chats(facts),
    stripe(facts),
    plan(facts),
    places(facts),
    staff(facts, told),
    purchase(facts),
  ];
}

function community({ community: { locale, timeZone, chosen }, isOwner }: Facts): Step {
  const values = { language: say(`common.languages.${locale}`), zone: timeZone };
  return {
    name: 'community',
    mark: chosen ? 'good' : 'wait',
    state: say(chosen ? 'owners.setup.community.good' : 'owners.setup.community.wait', values),
    details: [say('owners.setup.community.how'), ...(isOwner ? [] : [say('owners.setup.ask_owner')])],
    buttons: isOwner
      ? [{ label: say('owners.setup.community.button'), command: 'community show', style: 'primary' }]
      : [],
  };
}

function chats(facts: Facts): Step {
  const { spaces, report } = facts;
  const troubles = troublesOf(report, ['discord', 'telegram']);
  const titles = listed(spaces.map(({ title }) => literal(title)));
  return {
    name: 'chats',
    mark: spaces.length === 0 ? 'bad' : markOf(troubles),
    state:
      spaces.length === 0
        ? say('owners.setup.chats.none')
        : troubles.length > 0
          ? say('owners.setup.to_mend', { count: troubles.length })
          : titles,
    details: [
      ...(spaces.length === 0 ? [say('owners.setup.chats.how')] : []),
      ...mending(troubles),
      ...spaceLines(facts, troubles.length === 0),
      ...(spaces.length > 0 ? [say('owners.setup.chats.more')] : []),
    ],
    buttons: [],
  };
}

function stripe({ report }: Facts): Step {
  const troubles = troublesOf(report, ['stripe', 'public_url']);
  const works = report.findings.find(({ id }) => id === 'stripe.works');
  // What happens after the last retry no program is told; what history shows is worth a line all the same.
  const retries = report.findings.find(
    ({ id, severity }) => id.startsWith('stripe.after_') && severity === 'fine',
  );
  return {
    name: 'stripe',
    mark: markOf(troubles),
    state:
      troubles.length > 0
        ? say('owners.setup.to_mend', { count: troubles.length })
        : say('owners.setup.stripe.good', { mode: works?.what.values?.['mode'] ?? say('common.nothing') }),
    details: [...mending(troubles), ...(retries ? [findingPhrase(retries)] : [])],
    buttons: [],
  };
}

function plan({ plans }: Facts): Step {
  const unsold = plans.filter((one) => one.plan.prices.length === 0);
  const create: ReplyButton = {
    label: say('moderator.setup.button_create'),
    command: 'plan create',
    style: 'primary',
  };
  const list: ReplyButton = { label: say('moderator.plan.button_list'), command: 'plan list' };
  if (plans.length === 0) {
    return {
      name: 'plan',
      mark: 'bad',
      state: say('owners.setup.plan.none'),
      details: [say('owners.setup.plan.how')],
      buttons: [create],
    };
  }
  const names = listed(plans.map((one) => literal(one.plan.name)));
  return {
    name: 'plan',
    mark: unsold.length > 0 ? 'wait' : 'good',
    state: names,
    details: unsold.map((one) => say('owners.setup.plan.no_price', { plan: one.plan.name })),
    buttons: [
      ...unsold.slice(0, 1).map((one): ReplyButton => ({
        label: say('owners.setup.plan.button_price', { plan: one.plan.name }),
        command: 'plan price-add',
        options: { plan: one.plan.id },
        style: 'primary',
      })),
      list,
    ],
  };
}

function places({ plans, spaces }: Facts): Step {
  const empty = plans.filter((one) => one.places.length === 0);
  const opened = new Set(plans.flatMap((one) => one.places.map((place) => place.spaceExternalId)));
  const idle = spaces.filter((space) => !opened.has(space.externalId));
  if (plans.length === 0) {
    const state = say('owners.setup.places.first_plan');
    return { name: 'places', mark: 'wait', state, details: [state], buttons: [] };
  }
  return {
    name: 'places',
    mark: empty.length > 0 ? 'bad' : 'good',
    state:
      empty.length > 0
        ? say('owners.setup.places.empty', { plans: listed(empty.map((one) => literal(one.plan.name))) })
        : say('owners.setup.places.good'),
    details: [
      ...empty.slice(0, SHOWN).map((one) => say('moderator.setup.next_open', { plan: one.plan.name })),
      ...idle.slice(0, SHOWN).map(({ title }) => say('moderator.setup.next_idle', { space: title })),
    ],
    buttons: empty.slice(0, SHOWN).map((one): ReplyButton => ({
      label: say('moderator.plan.button_open_plan', { plan: one.plan.name }),
      command: 'plan open',
      options: { plan: one.plan.id },
      style: 'primary',
    })),
  };
}

function staff({ report, isOwner, told }: Facts, names: readonly Phrase[]): Step {
  const troubles = troublesOf(report, ['community']);
  return {
    name: 'staff',
    mark: markOf(troubles),
    state: told.length === 0 ? say('owners.setup.staff.nobody') : listed(capped(names, 5)),
    details: [say('owners.setup.staff.how'), ...mending(troubles)],
    buttons: isOwner
      ? [
          { label: say('owners.staff.button_add'), command: 'staff add', style: 'primary' },
          { label: say('owners.staff.button_list'), command: 'staff list' },
        ]
      : [{ label: say('owners.setup.staff.button_alarms'), command: 'alarms', style: 'primary' }],
  };
}

function purchase({ report: { sold }, plans }: Facts): Step {
  return {
    name: 'purchase',
    mark: sold ? 'good' : 'wait',
    state: say(sold ? 'owners.setup.purchase.good' : 'owners.setup.purchase.none'),
    details: [say('owners.setup.purchase.how')],
    buttons:
      plans.length > 0 ? [{ label: say('common.buttons.plans'), command: 'plans', style: 'primary' }] : [],
  };
}

function markOf(troubles: readonly Finding[]): Step['mark'] {
  if (troubles.some(({ severity }) => severity === 'broken')) return 'bad';
  return troubles.length > 0 ? 'wait' : 'good';
}

function mending(troubles: readonly Finding[]): Phrase[] {
  return capped(troubles.map(findingPhrase), SHOWN);
}

function findingPhrase({ what, mend }: Finding): Phrase {
  return mend.key === 'doctor.nothing' ? what : say('owners.setup.finding', { what, mend });
}
