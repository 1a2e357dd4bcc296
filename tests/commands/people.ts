import type { CommandContext, LeafCommand, Reply, Rooms } from '#contracts';
import { flat, isGroup, type CommandOptions, type Phrase, type Reader } from '#contracts';
import { commands } from '#commands';
import type { ConvergeReport, Entitlement, Grant, Place, PlacePhase, Seat } from '#domain/access';
import type { Order, Payment, Plan, PlanPrice, Subscription } from '#domain/billing';
import type { Community, Member, Rank } from '#domain/members';

export const now = new Date('2026-11-22T12:00:00Z');

export const community: Community = {
  id: 'c1',
  name: 'Lyceum Demo',
  locale: 'en',
  timeZone: 'UTC',
  chosen: false,
  sellsOnTelegram: true,
  shopUrl: null,
};

export const ada: Member = {
  id: 'm-ada',
  communityId: 'c1',
  rank: 'member',
  locale: 'en',
  timeZone: 'UTC',
  dms: true,
  counted: true,
  recommended: true,
  digest: true,
  alarms: null,
  quietFrom: null,
  quietTo: null,
  leavingAt: null,
  accounts: [
    { id: 'a1', platform: 'discord', externalId: '11', name: 'Ada', reachable: null, lastSeenAt: now },
  ],
};
export const wei: Member = {
  ...ada,
  id: 'm-wei',
  accounts: [
    { id: 'a2', platform: 'telegram', externalId: '22', name: '陈薇', reachable: null, lastSeenAt: now },
  ],
};

export const role: Place = {
  id: 'place-role',
  communityId: 'c1',
  spaceId: 's1',
  platform: 'discord',
  spaceExternalId: '900',
  spaceTitle: 'Lyceum Demo',
  kind: 'role',
  externalId: '901',
  title: 'Member',
  joinLink: null,
  problem: null,
  problemAt: null,
};
export const lounge: Place = {
  ...role,
  id: 'place-lounge',
  platform: 'telegram',
  spaceExternalId: '-1009',
  spaceTitle: 'Lounge',
  kind: 'room',
  externalId: '',
  title: 'Lounge',
  joinLink: 'https://t.me/+lounge',
};

/** As a plan opens it. */
export const opened = (place: Place, during: PlacePhase = 'always') => ({ ...place, during });

export const monthly: PlanPrice = {
  priceId: 'price_month',
  amount: 1900,
  currency: 'usd',
  interval: 'month',
  intervalCount: 1,
  days: null,
};
export const yearly: PlanPrice = { ...monthly, priceId: 'price_year', interval: 'year', amount: 19_000 };
export const pass: PlanPrice = { ...monthly, priceId: 'price_pass', interval: null, amount: 2400, days: 30 };
export const forGood: PlanPrice = { ...pass, priceId: 'price_ever', amount: 39_000, days: null };

export const gold: Plan = {
  id: 'plan-gold',
  communityId: 'c1',
  name: 'Gold',
  graceDays: 3,
  removal: 'role_then_kick',
  kickAfterDays: 7,
  archivedAt: null,
  trialDays: 0,
  byInvoice: false,
  daysUntilDue: 7,
  solo: false,
  prices: [monthly],
};
export const silver: Plan = {
  ...gold,
  id: 'plan-silver',
  name: 'Silver',
  prices: [{ ...monthly, priceId: 'price_silver', amount: 900 }],
};

export const paid: Subscription = {
  id: 'sub1',
  memberId: ada.id,
  stripeId: 'sub_1',
  stripeCustomerId: 'cus_1',
  status: 'active',
  priceIds: ['price_month'],
  periodStart: new Date('2026-11-20T12:00:00Z'),
  periodEnd: new Date('2026-12-20T12:00:00Z'),
  trialEnd: null,
  collectionPaused: false,
  pausedUntil: null,
  paidThrough: null,
  byInvoice: false,
  cancelAt: null,
  endedAt: null,
  endedUnpaid: false,
  failingSince: null,
  payUrl: null,
  openInvoice: null,
  openAmount: null,
  openDueAt: null,
  amount: 1900,
  currency: 'usd',
  money: 'kept',
  goneAt: null,
  fetchedAt: now,
};

export const order: Order = {
  id: 'order1',
  memberId: ada.id,
  priceIds: [pass.priceId],
  paymentIntent: 'pi_1',
  amount: 2400,
  currency: 'usd',
  paidAt: now,
  giftId: null,
  startsAt: now,
  money: 'kept',
  goneAt: null,
};

export const payment: Payment = {
  id: 'payment1',
  memberId: ada.id,
  stripeId: 'ch_1',
  paymentIntent: 'pi_0',
  subscriptionId: paid.stripeId,
  amount: 1900,
  currency: 'usd',
  refunded: 0,
  dispute: 'none',
  disputeId: null,
  paidAt: new Date('2026-11-20T12:00:00Z'),
  goneAt: null,
  receiptUrl: 'https://stripe.example/receipt',
};

export const entitled: Entitlement = {
  planId: gold.id,
  state: 'active',
  granting: true,
  trial: false,
  since: now,
  until: null,
  graceUntil: null,
  endedAt: null,
  sources: [{ kind: 'subscription', id: paid.id, verdict: 'active', trial: false, until: null, cause: null }],
};

export const gift: Grant = {
  id: 'grant1',
  memberId: ada.id,
  planId: gold.id,
  reason: 'won the quiz',
  grantedById: null,
  startsAt: now,
  endsAt: null,
  revokedAt: null,
};

export const seat = (place: Place, more: Partial<Seat> = {}): Seat => ({
  id: `seat-${place.id}`,
  memberId: ada.id,
  accountId: 'a1',
  accountExternalId: '11',
  place,
  wanted: 'in',
  wantedAt: now,
  observed: 'in',
  observedAt: now,
  observedBy: 'read-back',
  problem: null,
  attempts: 0,
  retryAt: null,
  lifting: false,
  ...more,
});

export const report = (more: Partial<ConvergeReport> = {}): ConvergeReport => ({
  granted: 0,
  removed: 0,
  already: 0,
  waiting: 0,
  failed: 0,
  held: 0,
  retryInMs: null,
  ...more,
});

type Known = { [Room in keyof Rooms]?: Partial<Rooms[Room]> };

/** Rooms that know only what a test says; whatever else is asked of them fails the test. */
export function roomsWith(known: Known): Rooms {
  const room = (name: keyof Rooms) =>
    new Proxy(known[name] ?? {}, {
      get(target, method) {
        const found: unknown = Reflect.get(target, method);
        if (found === undefined) throw new Error(`nobody expected ${name}.${String(method)}`);
        return found;
      },
    });
  return new Proxy({} as Rooms, { get: (_, name) => room(name as keyof Rooms) });
}

export function contextOf(rank: Rank = 'member', member: Member = ada): CommandContext {
  const account = member.accounts[0];
  if (!account) throw new Error('nobody speaks without an account');
  const { locale, timeZone } = member;
  const actor = { member, accountId: account.id, platform: account.platform, rank, locale, timeZone };
  return { actor, community, now };
}

/** A command by its path, such as `plan open`. */
export function leaf(path: string): LeafCommand {
  const [name, part] = path.split(' ');
  const found = commands.find((one) => one.name === name);
  const command = found && isGroup(found) ? found.parts[part ?? ''] : found;
  if (!command || isGroup(command)) throw new Error(`there is no /${path}`);
  return command;
}

/** Runs a command with options as the door would hand them over. */
export function said(path: string, options: CommandOptions, context: CommandContext, known: Known) {
  return leaf(path).run({ ...context, options }, roomsWith(known));
}

const english: Reader = { locale: 'en', timeZone: 'UTC' };
export const read = (phrase: Phrase | undefined, reader: Reader = english): string =>
  phrase ? flat(phrase, reader).replaceAll('\u202F', ' ') : '';

/** Everything a reply says, line by line. */
export function words(reply: Reply, reader: Reader = english): string[] {
  const { title, body = [], fields = [], list = [], table, buttons = [] } = reply;
  return [
    ...(title ? [title] : []),
    ...body,
    ...fields.flatMap(({ name, value }) => [name, value]),
    ...list.map(({ text }) => text),
    ...(table ? [...table.head, ...table.rows.flat()] : []),
    ...buttons.flat().map(({ label }) => label),
  ].map((phrase) => read(phrase, reader));
}

/** What the buttons of a reply say or open. */
export const pressable = ({ buttons = [] }: Reply): string[] =>
  buttons
    .flat()
    .map((button) =>
      'url' in button ? button.url : `${button.command} ${JSON.stringify(button.options ?? {})}`,
    );

/** Remembers what was written, so that a test can see what a command did. */
export function ledger() {
  const wrote: unknown[][] = [];
  const note =
    <T>(name: string, answer: T) =>
    async (...values: unknown[]) => {
      wrote.push([name, ...values.slice(1)]);
      return answer;
    };
  return { wrote, note };
}
