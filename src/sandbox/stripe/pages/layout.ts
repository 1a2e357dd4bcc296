import { cardKinds, testNumbers, type CardKind } from '../shapes/card.js';
import { isDelayed, type MethodType } from '../shapes/payment-method.js';
import { html, Html } from './html.js';
import type { TextKey, Words } from './texts.js';

const style = new Html(`
:root { --ink:#1e2340; --soft:#697089; --line:#e3e6f0; --main:#4f46e5; --back:#f5f6fb; }
* { box-sizing:border-box }
body { margin:0; background:var(--back); color:var(--ink); line-height:1.5;
  font-family:system-ui,-apple-system,"Segoe UI","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif }
main { max-width:30rem; margin:2rem auto; padding:0 1rem 3rem }
.top { display:flex; justify-content:space-between; font-size:.85rem; color:var(--soft); margin-bottom:1rem }
.box { background:#fff; border:1px solid var(--line); border-radius:.9rem; padding:1.4rem; margin-bottom:1rem;
  box-shadow:0 1px 3px #1e234012 }
h1 { font-size:1.25rem; margin:0 0 .3rem } h2 { font-size:1rem; margin:0 0 .7rem }
a { color:var(--main) } p { margin:.3rem 0 } .soft { color:var(--soft); font-size:.9rem }
.sum { font-size:1.9rem; font-weight:650; margin:.2rem 0 }
.row { display:flex; justify-content:space-between; gap:1rem; padding:.35rem 0; align-items:center }
.box.row { padding:.9rem 1.4rem }
.row + .row { border-top:1px solid var(--line) }
label { display:block; font-size:.9rem; margin:.8rem 0 .25rem }
select,input[type=email],input[type=text] { width:100%; padding:.6rem .7rem; font:inherit; border:1px solid var(--line);
  border-radius:.5rem; background:#fff; color:inherit }
fieldset { border:0; padding:0; margin:.8rem 0 } legend { font-size:.9rem; padding:0; margin-bottom:.25rem }
.card { display:flex; gap:.7rem; align-items:center; border:1px solid var(--line); border-radius:.5rem;
  padding:.55rem .7rem; margin:0 0 .4rem; cursor:pointer }
.card:has(input:checked) { border-color:var(--main); box-shadow:0 0 0 1px var(--main) }
.card b { font-variant-numeric:tabular-nums; font-weight:600 } .card span { display:block }
button { font:inherit; font-weight:600; border:0; border-radius:.55rem; padding:.6rem 1rem; cursor:pointer;
  background:var(--main); color:#fff }
button.wide { width:100%; padding:.75rem; margin-top:.6rem }
button.plain { background:#fff; color:var(--ink); border:1px solid var(--line) }
.row button { font-size:.85rem; padding:.45rem .8rem; white-space:nowrap }
button:focus-visible,a:focus-visible,input:focus-visible { outline:3px solid #a5b4fc; outline-offset:2px }
.bill { margin:1rem 0; padding-top:.4rem; border-top:1px solid var(--line) } .bill .row + .row { border:0; padding:.15rem 0 }
.tag { white-space:nowrap; font-size:.78rem; border-radius:1rem; padding:.1rem .6rem; background:#eef0fb; color:#3b3f66 }
.tag.bad { background:#fde8e8; color:#9b1c1c } .tag.good { background:#e3f7ea; color:#14663a }
.say { border-radius:.6rem; padding:.6rem .9rem; margin-bottom:1rem; background:#e3f7ea; color:#14663a }
.say.bad { background:#fde8e8; color:#9b1c1c }
`);

export interface Page {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A whole page. `said` is the key of a notice or a problem to show on top. */
export function pageOf(
  words: Words,
  given: { title: string; body: Html; said?: string | null; status?: number },
): Page {
  const other = words.language === 'en' ? 'zh' : 'en';
  const body = html`<!doctype html>
    <html lang="${words.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${given.title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main>
          <div class="top">
            <span>${words.say('sandbox')}</span><a href="?lang=${other}">${words.say('otherLanguage')}</a>
          </div>
          ${notice(words, given.said)} ${given.body}
        </main>
      </body>
    </html> `;
  return {
    status: given.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body: body.text,
  };
}

const sayable = [
  'problem_declined',
  'problem_email',
  'problem_nocard',
  'problem_code',
  'problem_state',
  'notice_card',
  'notice_paid',
  'notice_cancelled',
  'notice_ended',
  'notice_resumed',
  'notice_paused',
  'notice_switched',
] as const satisfies readonly TextKey[];

function notice(words: Words, said: string | null | undefined): Html | null {
  const key = sayable.find((candidate) => candidate === said);
  if (!key) return null;
  const bad = key.startsWith('problem');
  return html`<div class="say ${bad && 'bad'}" role="${bad ? 'alert' : 'status'}">${words.say(key)}</div>`;
}

/** Sends the browser elsewhere after a form was sent. */
export function redirect(location: string): Page {
  return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

interface Choice {
  value: string;
  title: string;
  means: string;
}

/** The ways to pay beside cards: bank debits come in two sorts, since only later is it known what becomes of them. */
function otherChoices(words: Words, methods: readonly MethodType[]): Choice[] {
  return methods.flatMap((type) => {
    if (type === 'card') return [];
    const title = words.say(type);
    if (!isDelayed(type)) return [{ value: type, title, means: words.say('paysAtOnce') }];
    return [
      { value: type, title, means: words.say('clears') },
      { value: `${type}:fails-later`, title, means: words.say('bounces') },
    ];
  });
}

/** What was chosen among the cards and the other ways to pay; something that declines if it was none of them. */
export function chosenPayment(
  value: unknown,
  methods: readonly MethodType[],
): { method: MethodType; card: CardKind } {
  const text = typeof value === 'string' ? value : '';
  const card = cardKinds.find((kind) => kind === text);
  if (card && methods.includes('card')) return { method: 'card', card };
  const method = methods.find((type) => type !== 'card' && text.split(':')[0] === type);
  if (!method) return { method: methods[0] ?? 'card', card: 'declined' };
  return { method, card: text.endsWith(':fails-later') ? 'fails-later' : 'ok' };
}

/** A choice of test cards and of the other ways to pay that there are. */
export function cardChoice(
  words: Words,
  kinds: { kind: CardKind; means: TextKey }[],
  methods: readonly MethodType[] = [],
): Html {
  const choices: Choice[] = [
    ...kinds.map(({ kind, means }) => ({
      value: kind,
      title: testNumbers[kind].replace(/(\d{4})(?=\d)/g, '$1 '),
      means: words.say(means),
    })),
    ...otherChoices(words, methods),
  ];
  return html`<fieldset>
    <legend>${words.say('card')}</legend>
    ${choices.map(
      ({ value, title, means }, index) =>
        html` <label class="card"
          ><input type="radio" name="card" value="${value}" ${index === 0 && 'checked'} />
          <span><b>${title}</b><span class="soft">${means}</span></span></label
        >`,
    )}
  </fieldset>`;
}

const good = new Set(['active', 'trialing', 'paid']);
const bad = new Set(['past_due', 'unpaid', 'incomplete', 'open', 'uncollectible']);

/** A coloured word for a status. */
export function tag(words: Words, status: string): Html {
  const kind = good.has(status) ? 'good' : bad.has(status) ? 'bad' : '';
  return html`<span class="tag ${kind}">${words.say(`status_${status}` as TextKey)}</span>`;
}
