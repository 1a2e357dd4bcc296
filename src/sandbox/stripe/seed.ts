import { demo } from '../people.js';
import { newPrice, newProduct } from './shapes/catalogue.js';
import { newCoupon, newPromotionCode } from './shapes/coupon.js';
import { newPortalConfiguration } from './shapes/portal.js';
import { idFor } from './ids.js';
import { emptyState, type StripeState } from './state.js';

/** 1 January 2026, 00:00 UTC, in seconds. */
const opened = 1_767_225_600;

/** Ids of the seed that `demo` does not name. */
export const seeded = {
  membershipProductId: 'prod_demo_membership',
  proProductId: 'prod_demo_pro',
  cnyPriceId: demo.stripe.cnyMonthlyPriceId,
  workshopProductId: 'prod_demo_workshop',
  /** Sold once, for $25. */
  workshopPriceId: demo.stripe.workshopPriceId,
  /** 10 % off the first invoice. */
  welcomeCouponId: 'coupon_demo_welcome',
  welcomeCodeId: 'promo_demo_welcome',
  welcomeCode: demo.stripe.promotionCode,
} as const;

/** The demo's shop: three products, eight prices, a promotion code and a portal that switches plans. Always the same. */
export function seedStripe(): StripeState {
  const state = emptyState(opened);
  const { monthlyPriceId, yearlyPriceId, proPriceId } = demo.stripe;
  const membership = newProduct(seeded.membershipProductId, opened, {
    name: 'Lyceum Membership',
    description: 'All courses, the members’ channels and the Telegram group',
  });
  const pro = newProduct(seeded.proProductId, opened, {
    name: 'Lyceum Pro',
    description: 'Membership, monthly workshops and answers from the teachers',
  });
  membership.default_price = monthlyPriceId;
  pro.default_price = proPriceId;
  state.products.push(membership, pro);
  const monthly = { interval: 'month', intervalCount: 1 } as const;
  const yearly = { interval: 'year', intervalCount: 1 } as const;
  state.prices.push(
    newPrice(monthlyPriceId, opened, {
      product: membership.id,
      currency: 'usd',
      unitAmount: 1900,
      recurring: monthly,
      nickname: 'Monthly',
    }),
    newPrice(yearlyPriceId, opened, {
      product: membership.id,
      currency: 'usd',
      unitAmount: 19_000,
      recurring: yearly,
      nickname: 'Yearly',
    }),
    newPrice(seeded.cnyPriceId, opened, {
      product: membership.id,
      currency: 'cny',
      unitAmount: 12_800,
      recurring: monthly,
      nickname: '月付',
    }),
    newPrice(demo.stripe.eurMonthlyPriceId, opened, {
      product: membership.id,
      currency: 'eur',
      unitAmount: 1800,
      recurring: monthly,
      nickname: 'Monthly',
    }),
    newPrice(demo.stripe.lifetimePriceId, opened, {
      product: membership.id,
      currency: 'usd',
      unitAmount: 39_000,
      nickname: 'Lifetime',
    }),
    newPrice(demo.stripe.passPriceId, opened, {
      product: membership.id,
      currency: 'usd',
      unitAmount: 2400,
      nickname: '30-day pass',
    }),
    newPrice(proPriceId, opened, {
      product: pro.id,
      currency: 'usd',
      unitAmount: 4900,
      recurring: monthly,
      nickname: 'Monthly',
    }),
  );
  const workshop = newProduct(seeded.workshopProductId, opened, {
    name: 'Lyceum Workshop',
    description: 'One evening with a teacher, paid once',
  });
  workshop.default_price = seeded.workshopPriceId;
  state.products.push(workshop);
  state.prices.push(
    newPrice(seeded.workshopPriceId, opened, {
      product: workshop.id,
      currency: 'usd',
      unitAmount: 2500,
      nickname: 'Once',
    }),
  );
  state.coupons.push(
    newCoupon(seeded.welcomeCouponId, opened, { off: { percent: 10 }, duration: 'once', name: 'Welcome' }),
  );
  state.promotionCodes.push(
    newPromotionCode(seeded.welcomeCodeId, opened, {
      code: seeded.welcomeCode,
      coupon: seeded.welcomeCouponId,
    }),
  );
  const portal = newPortalConfiguration(idFor('bpc', (state.counter += 1)), opened, { isDefault: true });
  portal.features.subscription_update = {
    ...portal.features.subscription_update,
    enabled: true,
    default_allowed_updates: ['price'],
    proration_behavior: 'create_prorations',
    products: [membership, pro].map((product) => ({
      adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
      product: product.id,
      prices: state.prices
        .filter((price) => price.product === product.id && price.recurring)
        .map((price) => price.id),
    })),
  };
  state.portalConfigurations.push(portal);
  return state;
}
