/** What every chapter of the story is given, and what several of them do. */
import { setTimeout as pause } from 'node:timers/promises';
import { DateTime } from 'luxon';
import type { Actor } from './actor.js';
import type { Actors } from './actors.js';
import type { Control } from './control.js';
import type { Script, Seen } from './script.js';

export interface Stage extends Pick<Control, 'act' | 'look' | 'until'> {
  demo: Control['about']['demo'];
  script: Script;
  actors: Actors;
  /** Whether the community has ninety days behind it, as a demo has. */
  past: boolean;
  /** The product's own command line, where its settings are those of this shell; answers what it prints. */
  lyceum?: (args: string[]) => Promise<string>;
  /** Time passes, and whoever has mail reads it. */
  pass(days: number): Promise<void>;
  /** Waits until something is so, and writes down whether it came to be. */
  becomes(what: string, so: () => Promise<boolean>): Promise<void>;
}

export type Card = 'ok' | 'fails-later' | 'declined';

/** Answers of which only the arrival matters here. */
export const anything = /\S/;

/** The address behind a message, or nothing. */
export function linkOf(message: Seen, label = anything): string {
  return message.buttons.find((one) => one.url && label.test(one.label))?.url ?? '';
}

/** Asks again until the answer says it; with pauses, because nobody may ask for everything all the time. */
export async function comes(
  stage: Stage,
  what: string,
  ask: () => Promise<Seen>,
  expected: RegExp,
): Promise<void> {
  for (let tries = 15; tries > 0; tries -= 1) {
    if (expected.test((await ask()).text)) return stage.script.check(what, true);
    await pause(3_000);
  }
  stage.script.check(what, false, String(expected));
}

/** Whether a picture came with it. */
export function drawn({ script }: Stage, { files, text }: Seen): void {
  script.check(
    'there is a picture',
    files.some(({ name }) => /\.png$|^photo$/.test(name)),
    text,
  );
}

/** The platform on which somebody was written to: notices go where they were last. */
export function sideOf(who: Actor, message: Seen): Pick<Actor['telegram'], 'press'> {
  return message.where === String(who.telegramId) ? who.telegram : who.discord;
}

/** As long as nobody presses the same button twice by a slip. */
export const breath = () => pause(1_200);

/** Pays the Checkout page behind a button; says whether the card was taken. */
export async function pay(
  stage: Stage,
  url: string | undefined,
  card: Card,
  more: { email?: string; name?: string } = {},
): Promise<boolean> {
  const sessionId = /cs_\w+/.exec(decodeURIComponent(url ?? ''))?.[0] ?? '';
  stage.script.note(`pays the Checkout page, card: ${card}`);
  const { paid } = await stage.act<{ paid: boolean }>('stripe', 'payCheckout', { sessionId, card, ...more });
  return paid;
}

/** Reads a page as a browser would. */
export async function open(stage: Stage, url: string, expected: RegExp): Promise<void> {
  stage.script.note(`opens ${url}`);
  const page = url === '' ? '' : await (await fetch(url)).text();
  stage.script.check(`the page says ${String(expected)}`, expected.test(page), page.slice(0, 300));
}

/** The customers that somebody is at Stripe, by their name there. */
async function customersOf(stage: Stage, name: string) {
  const { stripe } = await stage.look('olivia');
  return { stripe, ids: stripe.customers.filter((one) => one.name === name).map((one) => one.id) };
}

/** The newest subscription of somebody at Stripe. */
export async function subscriptionOf(stage: Stage, name: string) {
  const { stripe, ids } = await customersOf(stage, name);
  return stripe.subscriptions.findLast((one) => ids.includes(one.customer));
}

/** Does something to the newest subscription of somebody, as they do in the portal, or the merchant for them. */
export async function withSubscription(stage: Stage, name: string, action: string, input: object = {}) {
  const found = await subscriptionOf(stage, name);
  stage.script.note(`${action}, the subscription of ${name}: ${JSON.stringify(input)}`);
  await stage.act('stripe', action, { subscriptionId: found?.id, ...input });
}

/** The newest payment of somebody. */
export async function chargeOf(stage: Stage, name: string) {
  const { stripe, ids } = await customersOf(stage, name);
  return stripe.charges.find((one) => one.customer !== null && ids.includes(one.customer));
}

/** The newest invoice of somebody that waits to be paid. */
export async function openInvoiceOf(stage: Stage, name: string) {
  const { stripe, ids } = await customersOf(stage, name);
  return stripe.invoices.find((one) => ids.includes(one.customer) && one.status === 'open');
}

/** Whether somebody comes to have a role, or to have it no more. */
export async function role(stage: Stage, who: Actor, name: string, has: boolean): Promise<void> {
  await stage.becomes(
    `${who.name} ${has ? 'has' : 'no longer has'} ${name}`,
    async () => (await who.discord.roles()).includes(name) === has,
  );
}

/** Whether somebody comes to be in the group of the members, or out of it. */
export async function seat(stage: Stage, who: Actor, isIn: boolean): Promise<void> {
  const { chatId } = stage.demo.telegram;
  await stage.becomes(
    `${who.name} is ${isIn ? 'in' : 'out of'} the group`,
    async () => ((await who.telegram.standing(chatId)) === 'member') === isIn,
  );
}

/** Asks to come in by a link, and is let in. */
export async function enter(stage: Stage, who: Actor, link: string): Promise<void> {
  stage.script.note(`${who.name} asks to join`);
  await stage.act('telegram', 'requestToJoin', { as: who.telegramId, link });
  await seat(stage, who, true);
}

/**
 * The first Monday noon that is a week away or more: by then, what is sent once a week has been sent in every zone.
 * @returns the whole week that lies before it, `2026-W47`, and how to get there
 */
export async function pastSunday(stage: Stage): Promise<{ week: string; go(): Promise<void> }> {
  const now = DateTime.fromISO((await stage.look('olivia')).now, { zone: 'UTC' });
  const noon = now.startOf('week').plus({ hours: 12 });
  const to = noon.plus({ weeks: Math.ceil(now.plus({ weeks: 1 }).diff(noon, 'weeks').weeks) });
  return {
    week: to.minus({ days: 1 }).toFormat("kkkk-'W'WW"),
    go: () => stage.pass(Math.round(to.diff(now, 'days').days * 1_000) / 1_000),
  };
}
