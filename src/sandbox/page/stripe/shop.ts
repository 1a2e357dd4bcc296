import { html, nothing, type TemplateResult } from 'lit';
import { money } from '../look/time.js';
import type { Store } from '../state/store.js';
import type { StripeView } from '../state/views.js';
import { menu, priceText, type Desk } from './desk.js';
import { link } from './invoices.js';
import type { Choice } from './menu.js';

type Price = StripeView['prices'][number];

/** What is sold, and the codes that make it cheaper. */
export function shop(desk: Desk): TemplateResult {
  const { store } = desk;
  const { stripe: said } = store.words;
  const sold = store.view.stripe.prices.filter((one) => one.active);
  return html`<section>
      <h3>${said.prices}</h3>
      <ul class="rows">
        ${sold.map((one) => priceRow(one, desk))}
      </ul>
    </section>
    <section>
      <div class="line head">
        <h3 class="grow">${said.codes}</h3>
        ${menu(desk, said.newCode, [newCode(desk)])}
      </div>
      ${codes(desk)}
    </section>
    ${links(desk)}`;
}

function priceRow(one: Price, desk: Desk): TemplateResult {
  const { store } = desk;
  const { stripe: said } = store.words;
  return html`<li>
    <div class="line">
      <div class="grow">
        <b>${one.product}</b>
        <small>
          <span class="sum small">${priceText(store, one)}</span>${one.nickname ? ` · ${one.nickname}` : ''}
        </small>
        <code class="id">${one.id}</code>
      </div>
      ${menu(desk, said.actionsOf(one.nickname ?? one.product), [
        {
          label: said.makeLink,
          do: () => desk.act(one.id, 'createPaymentLink', { priceId: one.id }),
        },
      ])}
    </div>
  </li>`;
}

function offText(coupon: StripeView['coupons'][number], { words, language }: Store): string {
  if (coupon.percentOff !== null) return words.stripe.percentOff(coupon.percentOff);
  return words.stripe.amountOff(money(coupon.amountOff ?? 0, coupon.currency ?? 'usd', language));
}

function codes({ store }: Desk): TemplateResult {
  const { stripe: said } = store.words;
  const { coupons, promotionCodes } = store.view.stripe;
  if (promotionCodes.length === 0) return html`<p class="empty">${said.noCodes}</p>`;
  return html`<ul class="rows">
    ${promotionCodes.toReversed().map((one) => {
      const coupon = coupons.find((row) => row.id === one.coupon);
      const off = coupon ? offText(coupon, store) : '';
      const how = coupon ? said.durations(coupon.duration, coupon.months ?? 0) : '';
      return html`<li class="line">
        <div class="grow">
          <span class="code">${one.code}</span>
          <small>${[off, how, said.redeemed(one.redeemed)].filter(Boolean).join(' · ')}</small>
        </div>
        ${one.active ? nothing : html`<span class="pill">${said.codeOff}</span>`}
      </li>`;
    })}
  </ul>`;
}

function newCode(desk: Desk): Choice {
  const { stripe: said } = desk.store.words;
  const make = async (values: Record<string, string>) => {
    const { store } = desk;
    const made = await store.act<{ coupon: string }>('stripe', 'createCoupon', {
      percentOff: Number(values['percent']),
      duration: values['duration'],
      ...(values['duration'] === 'repeating' ? { months: Number(values['months'] || 3) } : {}),
      name: values['code'],
    });
    if (!made) return;
    await store.act('stripe', 'createPromotionCode', { couponId: made.coupon, code: values['code'] });
  };
  return {
    label: said.newCode,
    ask: {
      fields: [
        { name: 'code', label: said.code, type: 'text', value: 'SPRING25' },
        { name: 'percent', label: said.percent, type: 'number', value: '25', min: '1', max: '100' },
        {
          name: 'duration',
          label: said.howLong,
          type: 'select',
          options: (['once', 'repeating', 'forever'] as const).map((value) => ({
            value,
            label: said.durations(value, 0),
          })),
        },
        { name: 'months', label: said.months, type: 'number', min: '1', max: '60', optional: true },
      ],
      submit: said.newCode,
      do: (values) => desk.during('code', make(values)),
    },
  };
}

function links({ store }: Desk): TemplateResult | typeof nothing {
  const { stripe: said } = store.words;
  const { paymentLinks } = store.view.stripe;
  if (paymentLinks.length === 0) return nothing;
  return html`<section>
    <h3>${said.links}</h3>
    <ul class="rows">
      ${paymentLinks.toReversed().map(
        (one) =>
          html`<li class="line">
            <div class="grow"><b>${one.lines.join(', ')}</b><small class="cut">${one.url}</small></div>
            ${one.active ? link(one.url, said.openPage) : html`<span class="pill">${said.codeOff}</span>`}
          </li>`,
      )}
    </ul>
  </section>`;
}
