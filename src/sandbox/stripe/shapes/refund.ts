import type { Metadata } from './basics.js';
import type { Charge } from './charge.js';

export const refundReasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: null;
  charge: string;
  created: number;
  currency: string;
  customer: string | null;
  customer_account: null;
  destination_details: { type: string } & Record<string, unknown>;
  metadata: Metadata;
  payment_intent: string;
  payment_method: string;
  /** Only while it is pending. */
  pending_reason?: 'processing';
  reason: (typeof refundReasons)[number] | null;
  receipt_number: null;
  source_transfer_reversal: null;
  status: 'pending' | 'succeeded';
  transfer_reversal: null;
}

/** Money on its way back: a card has it at once, anything else after a while. */
export function newRefund(
  id: string,
  created: number,
  given: { charge: Charge; amount: number; reason: Refund['reason']; metadata?: Metadata },
): Refund {
  const { charge } = given;
  const { type } = charge.payment_method_details;
  const atOnce = type === 'card';
  return {
    id,
    object: 'refund',
    amount: given.amount,
    balance_transaction: null,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: atOnce
      ? {
          card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
          type,
        }
      : { type },
    metadata: given.metadata ?? {},
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(!atOnce && { pending_reason: 'processing' as const }),
    reason: given.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: atOnce ? 'succeeded' : 'pending',
    transfer_reversal: null,
  };
}
