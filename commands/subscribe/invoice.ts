import { say, type CommandContext, type Reply, type Rooms } from '#contracts';
import type { Plan, PlanPrice } from '#domain/billing';
import { UserFacingError } from '#kernel/errors';
import { payButton, verifyButton } from '../pieces/buttons.js';
import { pricePhrase } from '../pieces/prices.js';
import type { Standing } from './wish.js';

/** What Stripe may take for an address is Stripe's to say; what cannot be one is not sent there. */
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/;

/** A subscription whose invoices are paid by hand: the link to the first one. */
export async function invoicePage(
  plan: Plan,
  price: PlanPrice,
  email: string | undefined,
  { trialDays }: Standing,
  { actor, community }: CommandContext,
  { billing }: Rooms,
): Promise<Reply> {
  if (email !== undefined && !ADDRESS.test(email)) throw new UserFacingError('email_bad');
  const { url } = await billing.subscribeByInvoice(community.id, actor.member, price.priceId, email);
  return {
    title: say('member.subscribe.invoice_title', { plan: plan.name }),
    body: [
      say('member.subscribe.invoice_price', { price: pricePhrase(price) }),
      say('member.subscribe.invoice_how', { count: plan.daysUntilDue }),
      say('member.subscribe.invoice_next'),
      ...(trialDays > 0 ? [say('member.subscribe.invoice_no_trial')] : []),
    ],
    buttons: [[payButton(url), verifyButton()]],
  };
}
