import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { dateOf, money, unitsPer } from '../look/time.js';
import type { StripeView } from '../state/views.js';
import { menu, type Desk } from './desk.js';
import type { Choice } from './menu.js';

export type Charge = StripeView['charges'][number];
type Dispute = StripeView['disputes'][number];

/** How many are shown before somebody asks for the rest. */
const FEW = 3;

/** What somebody paid, newest first; what was tried in vain is left to the invoices. */
export function payments(all: readonly Charge[], desk: Desk): TemplateResult | typeof nothing {
  const { stripe: said } = desk.store.words;
  const rows = all.filter((one) => one.status !== 'failed');
  if (rows.length === 0) return nothing;
  const list = (some: readonly Charge[]) =>
    html`<ul class="payments">
      ${repeat(
        some,
        (one) => one.id,
        (one) => row(one, desk),
      )}
    </ul>`;
  return html`<div class="history">
    <h4>${said.payments}</h4>
    ${list(rows.slice(0, FEW))}
    ${
      rows.length > FEW
        ? html`<details>
            <summary>${said.older(rows.length - FEW)}</summary>
            ${list(rows.slice(FEW))}
          </details>`
        : nothing
    }
  </div>`;
}

function row(one: Charge, desk: Desk): TemplateResult {
  const { store } = desk;
  const { stripe: said } = store.words;
  const name = one.lines.join(', ') || one.description || one.id;
  const about = [
    dateOf(one.createdAt, store.language),
    said.methods[one.method as keyof typeof said.methods] ?? one.method,
    one.order ? said.order : said.subscription,
  ];
  const dispute = disputeOf(one, desk);
  return html`<li data-charge=${one.id}>
    <div class="line">
      <span class="grow name">${name}</span>
      <span class="sum small">${money(one.amount, one.currency, store.language)}</span>
      ${menu(desk, said.actionsOf(name), choices(one, dispute, desk))}
    </div>
    <div class="line under">
      <small class="grow">${about.join(' · ')}</small>
      ${
        one.receiptUrl === null
          ? nothing
          : html`<a class="receipt" href=${one.receiptUrl} target="_blank" rel="noopener">${said.receipt}</a>`
      }
    </div>
    ${marks(one, dispute, desk)}
  </li>`;
}

const disputeOf = ({ id }: Charge, { store }: Desk): Dispute | undefined =>
  store.view.stripe.disputes.find((one) => one.charge === id);

/** What became of the money since. */
function marks(one: Charge, dispute: Dispute | undefined, { store }: Desk): TemplateResult | typeof nothing {
  const { stripe: said } = store.words;
  const texts: [string, string][] = [];
  if (one.status === 'pending') texts.push(['open', said.pending]);
  if (one.refunded >= one.amount && one.refunded > 0) texts.push(['refunded', said.refunded]);
  else if (one.refunded > 0) {
    texts.push(['partly', said.partlyRefunded(money(one.refunded, one.currency, store.language))]);
  }
  if (dispute) texts.push([`dispute ${dispute.status}`, said.dispute(dispute.status)]);
  if (texts.length === 0) return nothing;
  const due = dispute?.open && dispute.dueAt !== null ? dispute.dueAt : null;
  return html`<div class="marks">
    ${texts.map(([look, text]) => html`<span class="pill ${look}">${text}</span>`)}
    ${due === null ? nothing : html`<small>${said.answerBy(dateOf(due, store.language))}</small>`}
  </div>`;
}

function choices(one: Charge, dispute: Dispute | undefined, desk: Desk): Choice[] {
  const { stripe: said } = desk.store.words;
  const act = (action: string, input: object) => () => desk.act(one.id, action, input);
  const paid = one.status === 'succeeded';
  const refundable = paid && one.refunded < one.amount && !dispute?.open && dispute?.status !== 'lost';
  const list: Choice[] = [];
  if (refundable) {
    list.push({ label: said.refundAll, do: act('refund', { chargeId: one.id }) }, refundPart(one, desk));
  }
  if (dispute?.open) {
    const { id: disputeId } = dispute;
    const close = (outcome: 'won' | 'lost') => act('closeDispute', { disputeId, outcome });
    if (dispute.status.endsWith('needs_response')) list.push(evidence(one, dispute, desk));
    list.push(
      { label: said.disputeWon, do: close('won') },
      { label: said.disputeLost, bad: true, do: close('lost') },
    );
  } else if (paid && one.method === 'card' && one.refunded < one.amount && dispute?.status !== 'lost') {
    list.push(
      { label: said.disputeOpen, bad: true, do: act('dispute', { chargeId: one.id }) },
      { label: said.disputeAsk, do: act('dispute', { chargeId: one.id, inquiry: true }) },
    );
  }
  return list;
}

function refundPart(one: Charge, desk: Desk): Choice {
  const { stripe: said } = desk.store.words;
  const unit = unitsPer(one.currency);
  const left = (one.amount - one.refunded) / unit;
  const digits = Math.log10(unit);
  return {
    label: said.refundPart,
    ask: {
      text: said.refundText,
      fields: [
        {
          name: 'amount',
          label: `${said.amount} (${one.currency.toUpperCase()})`,
          type: 'number',
          value: (Math.round((left * unit) / 2) / unit).toFixed(digits),
          min: String(1 / unit),
          max: String(left),
          step: String(1 / unit),
        },
      ],
      submit: said.refundPart,
      do: ({ amount }) =>
        desk.act(one.id, 'refund', { chargeId: one.id, amount: Math.round(Number(amount) * unit) }),
    },
  };
}

function evidence(one: Charge, { id }: Dispute, desk: Desk): Choice {
  const { stripe: said } = desk.store.words;
  return {
    label: said.evidence,
    ask: {
      fields: [{ name: 'text', label: said.evidenceText, type: 'text', value: said.evidenceSample }],
      submit: said.evidence,
      do: ({ text }) => desk.act(one.id, 'answerDispute', { disputeId: id, text }),
    },
  };
}
