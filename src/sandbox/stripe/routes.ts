import type { Method, Route } from './http/route.js';
import { checkoutRoutes } from './resources/checkout-sessions.js';
import { couponRoutes } from './resources/coupons.js';
import { customerRoutes } from './resources/customers.js';
import { disputeRoutes } from './resources/disputes.js';
import { invoicePreviewRoutes } from './resources/invoice-preview.js';
import { invoiceRoutes } from './resources/invoices.js';
import { paymentLinkRoutes } from './resources/payment-links.js';
import { paymentMethodRoutes } from './resources/payment-methods.js';
import { paymentRoutes } from './resources/payments.js';
import { platformRoutes } from './resources/platform.js';
import { portalRoutes } from './resources/portal.js';
import { priceRoutes } from './resources/prices.js';
import { productRoutes } from './resources/products.js';
import { promotionCodeRoutes } from './resources/promotion-codes.js';
import { refundRoutes } from './resources/refunds.js';
import { subscriptionDiscountRoutes } from './resources/subscription-discounts.js';
import { subscriptionPauseRoutes } from './resources/subscription-pauses.js';
import { subscriptionRoutes } from './resources/subscriptions.js';

const routes: readonly Route[] = [
  ...checkoutRoutes,
  ...couponRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...invoicePreviewRoutes,
  ...invoiceRoutes,
  ...paymentLinkRoutes,
  ...paymentMethodRoutes,
  ...paymentRoutes,
  ...platformRoutes,
  ...portalRoutes,
  ...priceRoutes,
  ...productRoutes,
  ...promotionCodeRoutes,
  ...refundRoutes,
  ...subscriptionDiscountRoutes,
  ...subscriptionPauseRoutes,
  ...subscriptionRoutes,
];

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The operation for a request, with the ids in its path. */
export function routeFor(method: string, path: string): { route: Route; ids: string[] } | undefined {
  for (const route of routes) {
    if (route.method !== (method as Method)) continue;
    const match = route.pattern.exec(path);
    if (match) return { route, ids: match.slice(1).map(decoded) };
  }
  return undefined;
}
