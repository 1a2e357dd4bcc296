/** Direct messages over REST. Discord drops a second message with the same nonce, so a try can be repeated. */
import { Routes, type APIDMChannel, type APIMessage } from 'discord.js';
import type { Answer } from '#contracts';
import type { DirectMessage, Sender, SendResult } from '#domain/delivery';
import { hours, minutes } from '#kernel/clock';
import { code, type Fault } from './errors.js';
import type { Guilds } from './guilds.js';
import { asBody, draw, sameText, type Drawn } from './render.js';
import type { Call, Called, Caller } from './rest.js';

/** Discord remembers a nonce for "a few minutes". */
const DEDUPE_MS = minutes(2);
const CLOSED_MS = hours(1);
const UNAUTHORIZED_PAUSE_MS = minutes(1);
const KEPT_CHANNELS = 10_000;
const PAGE = 50;
const PAGES = 3;
/** Our clock and Discord's differ by this much at most. */
const SKEW_MS = 5_000;

export function createSender(
  call: Caller,
  guilds: Guilds,
  drawNotice: (message: DirectMessage) => Promise<Answer>,
): Sender {
  const channels = new Map<string, string>();

  /** The conversation with a person; Discord answers the same one every time. */
  async function channelOf(personId: string): Promise<Called<string>> {
    const known = channels.get(personId);
    if (known !== undefined) return { ok: true, value: known };
    const opened = await call<APIDMChannel>({
      method: 'post',
      route: Routes.userChannels(),
      body: { recipient_id: personId },
      tries: 2,
    });
    if (!opened.ok) return opened;
    const oldest = channels.keys().next();
    if (channels.size >= KEPT_CHANNELS && !oldest.done) channels.delete(oldest.value);
    channels.set(personId, opened.value.id);
    return { ok: true, value: opened.value.id };
  }

  async function post(message: DirectMessage, drawn: Drawn): Promise<Called<APIMessage>> {
    const chat = await channelOf(message.to);
    if (!chat.ok) return chat;
    const { body, files } = asBody(drawn);
    const request: Call = {
      method: 'post',
      route: Routes.channelMessages(chat.value),
      body: { ...body, nonce: message.nonce, enforce_nonce: true },
      tries: 2,
    };
    return call<APIMessage>(files.length > 0 ? { ...request, files } : request);
  }

  return {
    dedupeMs: DEDUPE_MS,

    async send(message) {
      const drawn = draw(await drawNotice(message));
      let sent = await post(message, drawn);
      if (!sent.ok && refusedWith(sent.fault, code.unknownChannel) && channels.delete(message.to)) {
        sent = await post(message, drawn);
      }
      if (sent.ok) return { kind: 'sent', chat: sent.value.channel_id, messageId: sent.value.id };
      return resultOf(sent.fault);
    },

    async find(message, since) {
      const [self, chat] = [await guilds.self(), await channelOf(message.to)];
      if (!self.ok || !chat.ok) return null;
      const drawn = draw(await drawNotice(message));
      const from = since.getTime() - SKEW_MS;
      let before: string | undefined;
      for (let page = 0; page < PAGES; page += 1) {
        const answer = await call<APIMessage[]>({
          method: 'get',
          route: Routes.channelMessages(chat.value),
          query: { limit: String(PAGE), ...(before ? { before } : {}) },
          tries: 2,
        });
        if (!answer.ok) return null;
        for (const each of answer.value) {
          if (Date.parse(each.timestamp) < from) return 'absent';
          if (each.author.id === self.value && sameText(each, drawn)) {
            return { chat: chat.value, messageId: each.id };
          }
        }
        if (answer.value.length < PAGE) return 'absent';
        before = answer.value.at(-1)?.id;
      }
      return null;
    },
  };
}

function refusedWith(fault: Fault, ...codes: number[]): boolean {
  return fault.kind === 'refused' && codes.includes(fault.code);
}

function resultOf(fault: Fault): SendResult {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') {
    // Turned away at the door: it surely has not arrived.
    return fault.reason === 'unauthorized' ? { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS } : fault;
  }
  switch (fault.code) {
    case code.cannotMessageUser:
    case code.noMutualGuilds:
    case code.invalidRecipient:
    case code.unknownUser:
      return { kind: 'closed', code: 'dm_closed' };
    case code.quarantined:
      return { kind: 'platform_closed', afterMs: CLOSED_MS, code: 'quarantined' };
    case code.openingDmsTooFast:
      return { kind: 'platform_closed', afterMs: CLOSED_MS, code: 'dms_too_fast' };
    default:
      return { kind: 'refused', code: `discord_${fault.code || fault.status}` };
  }
}
