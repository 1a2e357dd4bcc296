/** Where one person stands, read from all three platforms at once. Pure: also tried without a browser. */
import type { About, Person, StripeView, View } from './views.js';

type Demo = Pick<About, 'demo'>['demo'];
export type Subscription = StripeView['subscriptions'][number];
export type Invoice = StripeView['invoices'][number];
export type Customer = StripeView['customers'][number];
export type Session = StripeView['sessions'][number];

/** The address with which this page pays for somebody. */
export const emailOf = (person: Person): string => `${person.key}@example.com`;

/** Stripe knows people by name and e-mail only, as it does in life. */
export function isCustomerOf(person: Person, customer: Customer): boolean {
  return customer.name === person.name || customer.email === emailOf(person);
}

export interface Standing {
  customers: Customer[];
  sessions: Session[];
  /** The newest subscription that is not over, or else the newest. */
  subscription: Subscription | undefined;
  /** An invoice that was tried and is still open, newest first. */
  unpaid: Invoice | undefined;
  /** Discord roles that are sold. */
  roles: string[];
  /** Inside the members' group on Telegram. */
  seated: boolean;
  /** Something that is sold is open to this person. */
  inside: boolean;
}

const isOver = (status: string): boolean => status === 'canceled' || status === 'incomplete_expired';

export function standingOf(view: View, demo: Demo): Standing {
  const { person, stripe } = view;
  const customers = stripe.customers.filter((one) => isCustomerOf(person, one));
  const own = new Set(customers.map((one) => one.id));
  const subscriptions = stripe.subscriptions.filter((one) => own.has(one.customer));
  const sold: readonly string[] = [demo.discord.memberRoleId, demo.discord.proRoleId];
  const member = view.discord.guilds
    .flatMap((guild) => guild.members)
    .find((one) => one.id === person.discordId);
  const roles = (member?.roles ?? []).filter((id) => sold.includes(id));
  const chat = view.telegram.chats.find((one) => one.id === demo.telegram.chatId);
  const seated = chat?.myStatus === 'member';
  return {
    customers,
    sessions: stripe.sessions.filter((one) => one.customer !== null && own.has(one.customer)),
    subscription: subscriptions.findLast((one) => !isOver(one.status)) ?? subscriptions.at(-1),
    unpaid: stripe.invoices.find((one) => own.has(one.customer) && one.status === 'open' && one.attempts > 0),
    roles,
    seated,
    inside: roles.length > 0 || seated,
  };
}

/** How far the five-minute story has come: the number of steps that are done, 0 to 6. */
export type Progress = number;

export const STEPS = 6;

/**
 * The next progress. Steps are ticked in order and stay ticked, because later steps undo what earlier ones
 * show; a person Stripe has never heard of begins anew.
 */
export function progressOf(before: Progress, standing: Standing): Progress {
  const { customers, subscription, sessions, unpaid, inside } = standing;
  if (customers.length === 0) return 0;
  const failing =
    unpaid !== undefined ||
    (subscription !== undefined && ['past_due', 'unpaid'].includes(subscription.status));
  const over = subscription !== undefined && isOver(subscription.status);
  const running = subscription?.status === 'active' || subscription?.status === 'trialing';
  const reached = [
    sessions.length > 0 || subscription !== undefined,
    subscription !== undefined,
    subscription !== undefined && inside,
    failing || over,
    !inside,
    inside && running,
  ];
  let done = before;
  while (done < STEPS && reached[done]) done += 1;
  return done;
}
