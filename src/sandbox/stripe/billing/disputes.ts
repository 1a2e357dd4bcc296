import { invalidRequest } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import { subscriptionOf } from '../shapes/invoice.js';
import type { Charge } from '../shapes/charge.js';
import { newDispute, newMovement, type Dispute } from '../shapes/dispute.js';
import { isLive } from '../shapes/subscription.js';
import { endSubscription } from './endings.js';

const day = 86_400;

/** Days within which a dispute must be answered; then it is lost. */
const answerDays = 21;

export interface DisputeGiven {
  /** In the smallest unit; all that has not been refunded when left out. */
  amount?: number | undefined;
  reason?: Dispute['reason'] | undefined;
  /** The bank only asks, and takes no money yet. */
  inquiry?: boolean | undefined;
}

/** The payer's bank disputes a charge, and unless it only asks, it takes the money at once. */
export function openDispute(ledger: Ledger, charge: Charge, given: DisputeGiven = {}): Dispute {
  const { inquiry = false } = given;
  if (charge.status !== 'succeeded' || charge.payment_method_details.type !== 'card') {
    throw invalidRequest('Only a successful charge of a card can be disputed.');
  }
  if (isDisputed(ledger, charge)) throw invalidRequest(`Charge ${charge.id} is disputed already.`);
  const amount = given.amount ?? charge.amount - charge.amount_refunded;
  if (amount < 1 || amount > charge.amount) {
    throw invalidRequest('A dispute is about some of the charge, and not about more.');
  }
  const now = ledger.now();
  const dispute = newDispute(ledger.newId('du'), now, {
    charge,
    amount,
    reason: given.reason ?? 'fraudulent',
    inquiry,
    dueBy: now + answerDays * day,
  });
  ledger.disputes.add(dispute);
  charge.disputed = true;
  ledger.schedule(now + answerDays * day, 'dispute-due', dispute.id);
  ledger.emit('charge.dispute.created', dispute);
  if (!inquiry) withdraw(ledger, dispute);
  if (ledger.state.settings.afterDispute === 'cancel') cancelDisputed(ledger, charge);
  return dispute;
}

/** Whether a dispute of a charge is not over, or was lost. */
function isDisputed(ledger: Ledger, charge: Charge): boolean {
  return ledger.disputes
    .all()
    .some((row) => row.charge === charge.id && row.status !== 'won' && row.status !== 'warning_closed');
}

function withdraw(ledger: Ledger, dispute: Dispute): void {
  dispute.balance_transactions.push(newMovement(ledger.newId('txn'), ledger.now(), dispute, -1));
  ledger.emit('charge.dispute.funds_withdrawn', dispute, { balance_transactions: [] });
}

function cancelDisputed(ledger: Ledger, charge: Charge): void {
  const paid = ledger.invoicePayments
    .all()
    .find((row) => row.payment.payment_intent === charge.payment_intent);
  const invoice = ledger.invoices.get(paid?.invoice ?? '');
  const subscription = invoice && ledger.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription && isLive(subscription)) {
    endSubscription(ledger, subscription, { reason: 'payment_disputed' });
  }
}

/** Whether the bank has decided. */
export function isClosed(dispute: Dispute): boolean {
  return ['lost', 'warning_closed', 'won'].includes(dispute.status);
}

/** The merchant says something, and sends it off if `submit`; then the bank looks at it. */
export function answerDispute(
  ledger: Ledger,
  dispute: Dispute,
  given: { evidence: Partial<Dispute['evidence']>; metadata: Dispute['metadata']; submit: boolean },
): void {
  ledger.change(dispute, 'charge.dispute.updated', (edited) => {
    Object.assign(edited.evidence, given.evidence);
    edited.metadata = given.metadata;
    const said = Object.keys(given.evidence).length > 0;
    edited.evidence_details.has_evidence ||= said;
    if (!said || !given.submit) return;
    edited.evidence_details.submission_count += 1;
    edited.evidence_details.submission_method = 'manual';
    edited.status = edited.status.startsWith('warning') ? 'warning_under_review' : 'under_review';
  });
}

/** The bank has decided, or the merchant gave in. An inquiry that is lost takes the money after all. */
export function closeDispute(ledger: Ledger, dispute: Dispute, outcome: 'won' | 'lost'): void {
  if (isClosed(dispute)) throw invalidRequest('This dispute is already closed.');
  const inquiry = dispute.status.startsWith('warning');
  const before = dispute.status;
  if (inquiry && outcome === 'lost') withdraw(ledger, dispute);
  dispute.evidence_details.due_by = null;
  dispute.is_charge_refundable = false;
  if (outcome === 'lost') dispute.status = 'lost';
  else dispute.status = inquiry ? 'warning_closed' : 'won';
  if (outcome === 'won') {
    dispute.is_charge_refundable = true;
    if (!inquiry) reinstate(ledger, dispute);
  }
  ledger.emit('charge.dispute.closed', dispute, { status: before });
}

function reinstate(ledger: Ledger, dispute: Dispute): void {
  const before = structuredClone(dispute.balance_transactions);
  dispute.balance_transactions.push(newMovement(ledger.newId('txn'), ledger.now(), dispute, 1));
  ledger.emit('charge.dispute.funds_reinstated', dispute, { balance_transactions: before });
}

/** The time to answer is over: what was not answered is lost, an inquiry is closed. */
export function forfeitDispute(ledger: Ledger, dispute: Dispute): void {
  if (!dispute.status.endsWith('needs_response')) return;
  dispute.evidence_details.past_due = true;
  closeDispute(ledger, dispute, dispute.status.startsWith('warning') ? 'won' : 'lost');
}
