import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { replaceCard } from '../billing/cards.js';
import { expireCheckout, payCheckout } from '../billing/checkout.js';
import { typeCode } from '../billing/totals.js';
import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { declineMessage } from '../shapes/charge.js';
import { cardKinds } from '../shapes/card.js';
import { methodTypes } from '../shapes/payment-method.js';
import type { CheckoutSession } from '../shapes/checkout-session.js';
import { find } from '../resources/find.js';
import { successUrl } from '../pages/links.js';
import { byHand, type ActionDeps } from './desk.js';

const card = z.enum(cardKinds).describe('ok pays always, fails-later pays at checkout only, declined never');

function openSession(ledger: Ledger, id: string): CheckoutSession {
  const session = find(ledger, 'checkoutSessions', id);
  if (session.status === 'open') return session;
  throw invalidRequest(`This Checkout Session is ${session.status}.`);
}

/** What the people who pay do. */
export function payerActions(deps: ActionDeps): Record<string, Action> {
  return {
    payCheckout: action({
      summary: 'Pay an open Checkout Session with a test card',
      input: z.object({
        sessionId: z.string(),
        card: card.default('ok'),
        method: z
          .enum(methodTypes)
          .default('card')
          .describe('a bank debit that `fails-later` comes back after four days'),
        code: z.string().max(500).optional().describe('a promotion code to type first'),
        email: z.email().optional(),
        name: z.string().min(1).max(200).optional(),
      }),
      run: ({ sessionId, card: kind, method, code, email, name }) =>
        byHand(deps, (ledger) => {
          const session = openSession(ledger, sessionId);
          if (code !== undefined && (!session.allow_promotion_codes || !typeCode(ledger, session, code))) {
            throw invalidRequest(`The promotion code ${code} is not accepted here.`);
          }
          const payer = { method, card: kind, email: email ?? 'payer@example.com', name: name ?? null };
          const paid = payCheckout(ledger, session, payer);
          return paid
            ? {
                paid,
                redirect: successUrl(session),
                customer: session.customer,
                subscription: session.subscription,
              }
            : { paid, problem: declineMessage };
        }),
    }),
    applyCode: action({
      summary: 'Type a promotion code at an open Checkout Session; without one, what was typed goes',
      input: z.object({ sessionId: z.string(), code: z.string().min(1).max(500).nullable().default(null) }),
      run: ({ sessionId, code }) =>
        byHand(deps, (ledger) => {
          const session = openSession(ledger, sessionId);
          if (!session.allow_promotion_codes || !typeCode(ledger, session, code)) {
            throw invalidRequest(`The promotion code ${code ?? ''} is not accepted here.`);
          }
          return { amount: session.amount_total, discount: session.total_details.amount_discount };
        }),
    }),
    abandonCheckout: action({
      summary: 'Leave an open Checkout Session without paying; it stays open until it expires',
      input: z.object({ sessionId: z.string() }),
      run: ({ sessionId }) =>
        byHand(deps, (ledger) => ({ redirect: openSession(ledger, sessionId).cancel_url })),
    }),
    expireCheckout: action({
      summary: 'Let an open Checkout Session expire now',
      input: z.object({ sessionId: z.string() }),
      run: ({ sessionId }) =>
        byHand(deps, (ledger) => expireCheckout(ledger, openSession(ledger, sessionId))),
    }),
    setCard: action({
      summary: 'Replace a customer’s card, as in the Customer Portal',
      input: z.object({ customerId: z.string(), card: z.enum(['ok', 'fails-later']) }),
      run: ({ customerId, card: kind }) =>
        byHand(deps, (ledger) => {
          const method = replaceCard(ledger, find(ledger, 'customers', customerId), kind);
          return { paymentMethod: method.id, last4: method.card?.last4 };
        }),
    }),
    failCard: action({
      summary: 'Make every saved card of a customer fail from now on',
      input: z.object({ customerId: z.string() }),
      run: ({ customerId }) =>
        byHand(deps, (ledger) => {
          find(ledger, 'customers', customerId);
          const cards = ledger.paymentMethods.all().filter((row) => row.customer === customerId);
          for (const { id } of cards) ledger.state.cards[id] = 'fails-later';
          return { cards: cards.length };
        }),
    }),
  };
}
