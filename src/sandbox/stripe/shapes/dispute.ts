import type { Metadata } from './basics.js';
import type { Charge } from './charge.js';

export const disputeReasons = [
  'credit_not_processed',
  'duplicate',
  'fraudulent',
  'general',
  'product_not_received',
  'product_unacceptable',
  'subscription_canceled',
  'unrecognized',
] as const;

/** Everything a merchant can say about a charge. Files are ids of uploads, which the sandbox does not look into. */
export const evidenceKeys = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_communication',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'customer_signature',
  'duplicate_charge_documentation',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'receipt',
  'refund_policy',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'service_documentation',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_documentation',
  'shipping_tracking_number',
  'uncategorized_file',
  'uncategorized_text',
] as const;

type Evidence = Record<(typeof evidenceKeys)[number], string | null> & {
  enhanced_evidence: Record<string, never>;
};

/** Money that a dispute moved. */
interface Movement {
  id: string;
  object: 'balance_transaction';
  amount: number;
  available_on: number;
  balance_type: 'payments';
  created: number;
  currency: string;
  description: string;
  exchange_rate: null;
  fee: number;
  fee_details: {
    amount: number;
    application: null;
    currency: string;
    description: string;
    type: 'stripe_fee';
  }[];
  net: number;
  reporting_category: 'dispute' | 'dispute_reversal';
  source: string;
  status: 'available';
  type: 'adjustment';
}

/** A payer's bank asks for the money back. It names the charge and its payment intent, but no customer. */
export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  balance_transactions: Movement[];
  charge: string;
  created: number;
  currency: string;
  enhanced_eligibility_types: [];
  evidence: Evidence;
  evidence_details: {
    due_by: number | null;
    enhanced_eligibility: Record<string, never>;
    has_evidence: boolean;
    past_due: boolean;
    submission_count: number;
    submission_method: 'manual' | 'not_submitted';
  };
  intended_submission_method: null;
  is_charge_refundable: boolean;
  livemode: false;
  metadata: Metadata;
  network_reason_code: string;
  payment_intent: string;
  payment_method_details: {
    card: {
      brand: 'visa';
      case_type: 'chargeback' | 'inquiry';
      network: 'visa';
      network_reason_code: string;
    };
    type: 'card';
  };
  reason: (typeof disputeReasons)[number];
  status:
    | 'lost'
    | 'needs_response'
    | 'under_review'
    | 'warning_closed'
    | 'warning_needs_response'
    | 'warning_under_review'
    | 'won';
}

/** A dispute nobody has answered. An inquiry takes no money yet, and the charge can still be refunded. */
export function newDispute(
  id: string,
  created: number,
  given: { charge: Charge; amount: number; reason: Dispute['reason']; inquiry: boolean; dueBy: number },
): Dispute {
  const { charge, inquiry } = given;
  return {
    id,
    object: 'dispute',
    amount: given.amount,
    balance_transactions: [],
    charge: charge.id,
    created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {
      ...(Object.fromEntries(evidenceKeys.map((key) => [key, null])) as Record<
        (typeof evidenceKeys)[number],
        null
      >),
      customer_email_address: charge.billing_details.email,
      customer_name: charge.billing_details.name,
      enhanced_evidence: {},
    },
    evidence_details: {
      due_by: given.dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10.4',
      },
      type: 'card',
    },
    reason: given.reason,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  };
}

/** Money of a dispute that leaves (`-1`, with a fee) or comes back (`1`). */
export function newMovement(id: string, created: number, dispute: Dispute, sign: 1 | -1): Movement {
  const fee = sign === -1 ? 1500 : 0;
  const amount = sign * dispute.amount;
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: created,
    balance_type: 'payments',
    created,
    currency: dispute.currency,
    description: `Chargeback ${sign === -1 ? 'withdrawal' : 'reversal'} for ${dispute.charge}`,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: dispute.currency,
              description: 'Dispute fee',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: sign === -1 ? 'dispute' : 'dispute_reversal',
    source: dispute.id,
    status: 'available',
    type: 'adjustment',
  };
}
