import { pauseSubscription, resumeSubscription } from '../billing/pausing.js';
import { choice, fields } from '../http/params.js';
import { route, type Route } from '../http/route.js';
import { find } from './find.js';

const prorations = choice(['always_invoice', 'create_prorations', 'none']);

export const subscriptionPauseRoutes: Route[] = [
  route(
    'POST',
    '/v1/subscriptions/:id/pause',
    fields({
      bill_for: fields({
        outstanding_usage_through: fields({ type: choice(['none', 'now']) }).optional(),
        unused_time_from: fields({ type: choice(['none', 'now']) }).optional(),
      }).optional(),
      invoicing_behavior: choice(['invoice', 'pending_invoice_item']).optional(),
      type: choice(['subscription']).optional(),
    }),
    ({ ledger, id, params }) => {
      const subscription = find(ledger, 'subscriptions', id);
      pauseSubscription(ledger, subscription, {
        credits: params.bill_for?.unused_time_from?.type !== 'none',
        invoices: params.invoicing_behavior === 'invoice',
      });
      return subscription;
    },
  ),

  route(
    'POST',
    '/v1/subscriptions/:id/resume',
    fields({
      billing_cycle_anchor: fields({ type: choice(['now', 'unchanged']) }).optional(),
      payment_behavior: choice(['resume_on_payment_attempt', 'resume_on_payment_success']).optional(),
      proration_behavior: prorations.optional(),
    }),
    ({ ledger, id, params }) => {
      const subscription = find(ledger, 'subscriptions', id);
      resumeSubscription(ledger, subscription, {
        anchor: params.billing_cycle_anchor?.type ?? 'now',
        behaviour: params.payment_behavior ?? 'resume_on_payment_attempt',
        proration: params.proration_behavior ?? 'create_prorations',
      });
      return subscription;
    },
  ),
];
