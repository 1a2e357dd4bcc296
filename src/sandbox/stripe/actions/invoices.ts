import { z } from 'zod';
import { action, type Action } from '../../kit.js';
import { collect } from '../billing/collection.js';
import { invoiceMethods, payByHand } from '../billing/sending.js';
import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { cardKinds } from '../shapes/card.js';
import { declineMessage } from '../shapes/charge.js';
import type { Invoice } from '../shapes/invoice.js';
import { find } from '../resources/find.js';
import { close, finalize } from '../resources/invoices.js';
import { byHand, type ActionDeps } from './desk.js';

function openInvoice(ledger: Ledger, id: string): Invoice {
  const invoice = find(ledger, 'invoices', id);
  if (invoice.status === 'open') return invoice;
  throw invalidRequest(`This invoice is ${invoice.status}.`);
}

/** What becomes of invoices by hand: payers pay them, merchants send them or give them up. */
export function invoiceActions(deps: ActionDeps): Record<string, Action> {
  return {
    payInvoice: action({
      summary: 'Pay an open invoice with the customer’s saved card',
      input: z.object({ invoiceId: z.string() }),
      run: ({ invoiceId }) =>
        byHand(deps, (ledger) => {
          const failed = collect(ledger, openInvoice(ledger, invoiceId), { automatic: false });
          if (failed === undefined) return { paid: true };
          return { paid: false, problem: failed === null ? 'There is no saved card.' : declineMessage };
        }),
    }),
    payByHand: action({
      summary: 'Pay an open invoice at its page, with a wallet or a new card',
      input: z.object({
        invoiceId: z.string(),
        method: z.enum(['alipay', 'wechat_pay', 'card']),
        card: z.enum(cardKinds).default('ok'),
      }),
      run: ({ invoiceId, method, card }) =>
        byHand(deps, (ledger) => {
          const invoice = openInvoice(ledger, invoiceId);
          if (!invoiceMethods(ledger, invoice).includes(method)) {
            throw invalidRequest(`This invoice cannot be paid with ${method}.`);
          }
          const paid = payByHand(ledger, invoice, { method, card });
          return paid ? { paid } : { paid, problem: declineMessage };
        }),
    }),
    sendInvoice: action({
      summary: 'End the hour of a draft now: it is charged, or sent to its payer',
      input: z.object({ invoiceId: z.string() }),
      run: ({ invoiceId }) =>
        byHand(deps, (ledger) => {
          const { status } = finalize(ledger, find(ledger, 'invoices', invoiceId));
          return { status };
        }),
    }),
    closeInvoice: action({
      summary: 'Give up an open invoice: void it, or mark it uncollectible',
      input: z.object({ invoiceId: z.string(), as: z.enum(['void', 'uncollectible']) }),
      run: ({ invoiceId, as }) =>
        byHand(deps, (ledger) => {
          const { status } = close(ledger, invoiceId, as);
          return { status };
        }),
    }),
  };
}
