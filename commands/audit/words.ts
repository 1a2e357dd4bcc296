import { isTextKey, say, type Phrase, type Rooms, type Value } from '#contracts';
import type { AuditRow } from '#domain/members';
import type { Names } from '../pieces/names.js';
import { placePhrase } from '../pieces/places.js';
import { untilOf } from '../pieces/subscriptions.js';
import { literal, sayCode } from '../pieces/words.js';

/** What rows refer to by id, looked up once for many of them. */
export interface Known {
  names: Names;
  plans: ReadonlyMap<string, string>;
  places: ReadonlyMap<string, Phrase>;
}

export async function knownIn(
  communityId: string,
  names: Names,
  { billing, access }: Pick<Rooms, 'billing' | 'access'>,
): Promise<Known> {
  const plans = await billing.plans(communityId, true);
  const places = await access.places(communityId);
  return {
    names,
    plans: new Map(plans.map(({ id, name }) => [id, name])),
    places: new Map(places.map((place) => [place.id, placePhrase(place)])),
  };
}

/** Whether something is called by a name of its own, such as `plan.created`. */
export function actionKey(action: string): string {
  return `owners.audit.actions.${action}`;
}

/** What a row says, in words: `Olivia gave Ada the plan Gold`. */
export async function auditPhrase(row: AuditRow, known: Known): Promise<Phrase> {
  const { action, actorId, subjectId, details } = row;
  const actor = actorId === null ? say('owners.audit.itself') : await known.names.phrase(actorId);
  const planId = planOf(row);
  const values: Record<string, Value> = {
    ...Object.fromEntries(Object.entries(details).map(([name, value]) => [name, valueOf(name, value)])),
    actor,
    subject: subjectId === null || planId === subjectId ? actor : await known.names.phrase(subjectId),
    plan: planId === null ? say('owners.somebody') : literal(known.plans.get(planId) ?? planId),
    place: known.places.get(String(details['place'] ?? '')) ?? say('owners.drift.no_place'),
    all: literal(plainDetails(row)),
    term: termOf(details['until']),
    reason: literal(String(details['reason'] ?? '–')),
  };
  const key = actionKey(action);
  return isTextKey(key)
    ? say(key, values)
    : say('owners.audit.other', { actor, action: literal(action), all: values['all'] ?? '' });
}

/** Until when something was given. */
function termOf(until: AuditRow['details'][string] | undefined): Phrase {
  const at = new Date(typeof until === 'string' ? until : Number.NaN);
  return untilOf({ endsAt: Number.isNaN(at.getTime()) ? null : at });
}

/** Rows about plans have the plan as their subject; others name it among their details. */
function planOf({ action, subjectId, details }: AuditRow): string | null {
  if (action.startsWith('plan.')) return subjectId;
  return typeof details['plan'] === 'string' ? details['plan'] : null;
}

function valueOf(name: string, value: string | number | boolean | null): Value {
  if (typeof value === 'boolean') return say(value ? 'common.yes' : 'common.no');
  if (value === null) return '–';
  if (name === 'rank' || name === 'before')
    return sayCode('common.ranks', String(value), literal(String(value)));
  if (name === 'platform') return sayCode('common.platforms', String(value), literal(String(value)));
  return value;
}

/** The details as they were written down: `graceDays: 5, removal: kick`. */
export function plainDetails({ details }: Pick<AuditRow, 'details'>): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ');
}
