import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo, person } from '../_support/product.js';
import { openPatient, troubles, type Patient } from './patient.js';

const { botId, chatId, lobbyId } = demo.telegram;
const owner = person('olivia').telegramId;

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

const look = async (given: Record<string, string> = {}) => troubles(await patient.examine(given));
const promote = (rights: Record<string, boolean>) =>
  patient.act('telegram', 'promote', { as: owner, chatId, userId: botId, rights });
const needed = { can_restrict_members: true, can_invite_users: true };

/** Tells Telegram something as any program with the token could. */
async function bot(method: string, input: object = {}): Promise<void> {
  const answer = await fetch(`${patient.product.sandbox.telegram.url}/bot${demo.telegram.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  expect(answer.status).toBe(200);
}

describe('on Telegram', () => {
  it('a refused token: broken telegram.token_refused', async () => {
    const TELEGRAM_TOKEN = '7000000001:AAwrong0123456789abcdefghijklmnopqr';
    expect(await look({ TELEGRAM_TOKEN })).toEqual(['broken telegram.token_refused']);
    expect(await look()).toEqual([]);
  });

  it('no answer: broken telegram.unreachable', async () => {
    expect(await look({ TELEGRAM_API_URL: 'http://127.0.0.1:9' })).toEqual(['broken telegram.unreachable']);
    await patient.act('telegram', 'fault', { match: { method: 'getMe' }, times: 5, kind: '500' });
    expect(await look()).toEqual(['broken telegram.unreachable']);
    await patient.act('telegram', 'clearFaults');
    expect(await look()).toEqual([]);
  });

  it('a webhook although we poll: broken telegram.webhook_set', async () => {
    await bot('setWebhook', { url: 'http://127.0.0.1:9/somebody-elses-secret' });
    const findings = await patient.examine();
    expect(troubles(findings)).toEqual(['broken telegram.webhook_set']);
    expect(JSON.stringify(findings)).not.toContain('secret');
    await bot('deleteWebhook');
    expect(await look()).toEqual([]);
  });

  it('no webhook although we do not poll: broken telegram.webhook_missing', async () => {
    const TELEGRAM_WEBHOOK = 'true';
    expect(await look({ TELEGRAM_WEBHOOK })).toEqual(['broken telegram.webhook_missing']);
    const allowed = [
      'message',
      'callback_query',
      'chat_member',
      'my_chat_member',
      'chat_join_request',
      'message_reaction',
    ];
    const url = `${patient.product.url}/webhooks/telegram`;
    await bot('setWebhook', { url, allowed_updates: allowed });
    expect(await look({ TELEGRAM_WEBHOOK })).toEqual([]);
    await bot('deleteWebhook');
  });

  it('a webhook without those who come and go: broken telegram.webhook_updates', async () => {
    const TELEGRAM_WEBHOOK = 'true';
    const url = `${patient.product.url}/webhooks/telegram`;
    const allowed = ['message', 'callback_query', 'my_chat_member', 'chat_join_request', 'message_reaction'];
    await bot('setWebhook', { url, allowed_updates: allowed });
    const findings = await patient.examine({ TELEGRAM_WEBHOOK });
    expect(troubles(findings)).toEqual(['broken telegram.webhook_updates']);
    const named = findings.find(({ severity }) => severity === 'broken');
    expect(named?.what.values).toEqual({ updates: 'chat_member' });
    await bot('setWebhook', { url, allowed_updates: [...allowed, 'chat_member'] });
    expect(await look({ TELEGRAM_WEBHOOK })).toEqual([]);
    await bot('deleteWebhook');
  });

  it('a webhook that fails: broken telegram.webhook_failing', async () => {
    const TELEGRAM_WEBHOOK = 'true';
    const allowed = [
      'message',
      'callback_query',
      'chat_member',
      'my_chat_member',
      'chat_join_request',
      'message_reaction',
    ];
    // Nobody of the product takes Telegram's posts here: they are answered with 404.
    await bot('setWebhook', { url: `${patient.product.url}/webhooks/telegram`, allowed_updates: allowed });
    const sending = patient.act('telegram', 'sendMessage', { as: owner, chatId: lobbyId, text: 'hello' });
    const { telegram } = patient.product.sandbox;
    await patient.product.until('a failed post', () => telegram.state().webhook?.lastErrorMessage);
    expect(await look({ TELEGRAM_WEBHOOK })).toEqual(['broken telegram.webhook_failing']);
    await bot('setWebhook', { url: '', drop_pending_updates: true });
    await sending;
    expect(await look()).toEqual([]);
  });

  it('the bot no administrator any more: broken telegram.not_admin', async () => {
    await patient.act('telegram', 'demote', { as: owner, chatId, userId: botId });
    expect(await look()).toEqual(['broken telegram.not_admin', 'risky telegram.privacy_mode']);
    await promote(needed);
    expect(await look()).toEqual([]);
  });

  it.each([
    ['telegram.missing_restrict', { can_restrict_members: false, can_invite_users: true }],
    ['telegram.missing_invite', { can_restrict_members: true, can_invite_users: false }],
  ])('a missing right: broken %s', async (id, rights) => {
    await promote(rights);
    expect(await look()).toEqual([`broken ${id}`]);
    await promote(needed);
    expect(await look()).toEqual([]);
  });

  it('both rights missing are both named', async () => {
    await promote({ can_pin_messages: true });
    expect(await look()).toEqual(['broken telegram.missing_invite', 'broken telegram.missing_restrict']);
    await promote(needed);
    expect(await look()).toEqual([]);
  });

  it('the bot removed from its group: broken telegram.group_lost', async () => {
    await patient.act('telegram', 'removeBot', { as: owner, chatId });
    expect(await look()).toEqual(['broken telegram.group_lost']);
    await patient.act('telegram', 'addBot', { as: owner, chatId, rights: needed });
    expect(await look()).toEqual([]);
  });

  it('a group that no plan opens is only a risk, in which privacy mode hides what is to be counted', async () => {
    await patient.act('telegram', 'demote', { as: owner, chatId: lobbyId, userId: botId });
    expect(await look()).toEqual(['risky telegram.not_admin', 'risky telegram.privacy_mode']);
    const { bot } = patient.product.sandbox.telegram.state();
    bot.readsAllGroupMessages = true;
    expect(await look()).toEqual(['risky telegram.not_admin']);
    bot.readsAllGroupMessages = false;
    await patient.act('telegram', 'promote', { as: owner, chatId: lobbyId, userId: botId, rights: needed });
    expect(await look()).toEqual([]);
  });

  it('a basic group: risky telegram.basic_group; upgraded unseen: telegram.group_moved', async () => {
    const { members } = patient.product.app.rooms;
    const { id } = patient.product.community;
    const made = (await patient.act('telegram', 'createGroup', { as: owner, title: 'Readers' })) as {
      chatId: number;
    };
    const old = { platform: 'telegram', externalId: String(made.chatId) } as const;
    await patient.act('telegram', 'addBot', { as: owner, chatId: made.chatId, rights: needed });
    await members.attachSpace(id, { ...old, title: 'Readers' });
    expect(await look()).toEqual(['risky telegram.basic_group']);
    const upgraded = (await patient.act('telegram', 'upgradeGroup', {
      as: owner,
      chatId: made.chatId,
    })) as { chatId: number };
    expect(await look()).toEqual(['risky telegram.group_moved']);
    await members.changeSpace(id, old, { newExternalId: String(upgraded.chatId) });
    expect(await look()).toEqual([]);
  });
});
