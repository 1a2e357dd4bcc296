/** Whether Telegram lets us do what plans need of it; looks, and changes nothing. */
import type { Api } from 'grammy';
import type { UserFromGetMe, WebhookInfo } from 'grammy/types';
import { finding, type Examination, type Finding, type FindingId, type SpaceInUse } from '#contracts';
import { troubleOf, type Trouble } from './errors.js';
import { createApi } from './platform.js';
import { wantedUpdates } from './polling.js';
import { isAdministrator, isBasicGroupId, lacking, problemOf } from './presence.js';

export interface TelegramExamined {
  token: string;
  /** Another Bot API server; without it Telegram's own. */
  apiUrl?: string;
  /** Where Telegram is to post updates; absent: they are polled for. */
  webhookUrl?: string;
  groups: readonly SpaceInUse[];
  /** The product's clock: whether a failure is still news. */
  now(): Date;
}

const TIMEOUT_S = 15;
/** A failed post older than this, in seconds, was mended since, or nothing was posted. */
const NEWS_S = 3_600;

/** Privacy mode hides what is to be counted, and questions that nobody asks us: commands and requests come in any case. */
export async function examineTelegram(asked: TelegramExamined): Promise<Examination> {
  const api = createApi(asked.token, asked.apiUrl, TIMEOUT_S);
  const findings: Finding[] = [];
  try {
    const me = await api.getMe();
    findings.push(...delivery(await api.getWebhookInfo(), asked));
    for (const group of asked.groups) findings.push(...(await inGroup(api, me, group)));
    if (!findings.some(({ severity }) => severity === 'broken')) {
      findings.push(finding('telegram.works', 'fine', { bot: `@${me.username}` }));
    }
  } catch (error) {
    findings.push(unreachable(troubleOf(error)));
  }
  return { findings, clock: [] };
}

/** How updates reach us, or why they do not. */
function delivery(info: WebhookInfo, { webhookUrl, now }: TelegramExamined): Finding[] {
  const { url = '', allowed_updates: allowed } = info;
  if (webhookUrl === undefined) {
    return url === '' ? [] : [finding('telegram.webhook_set', 'broken', { address: hostOf(url) })];
  }
  if (url !== webhookUrl) return [finding('telegram.webhook_missing', 'broken', { address: webhookUrl })];
  const found: Finding[] = [];
  const left = wantedUpdates.filter((one) => !(allowed as readonly string[] | undefined)?.includes(one));
  if (left.length > 0)
    found.push(finding('telegram.webhook_updates', 'broken', { updates: left.join(', ') }));
  const ago = now().getTime() / 1000 - (info.last_error_date ?? 0);
  if (info.last_error_message !== undefined && info.pending_update_count > 0 && ago < NEWS_S) {
    found.push(finding('telegram.webhook_failing', 'broken', { reason: info.last_error_message }));
  }
  return found;
}

/** Somebody else's path may hold their secret. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '?';
}

async function inGroup(api: Api, me: UserFromGetMe, group: SpaceInUse): Promise<Finding[]> {
  const found: Finding[] = [];
  const chatId = Number(group.externalId);
  const add = (name: GroupProblem) =>
    // Where no plan opens anything yet, nobody is kept from what they paid for.
    found.push(finding(`telegram.${name}`, group.opened ? 'broken' : 'risky', { group: group.title }));
  const basic = isBasicGroupId(group.externalId);
  try {
    const own = await api.getChatMember(chatId, me.id);
    const problem = lacking(own);
    // A basic group that was upgraded looks as if everybody had left; only a deed tells.
    if (basic && problem === 'space_gone') await api.sendChatAction(chatId, 'typing');
    if (problem) add(groupProblems[problem] ?? 'not_admin');
    // One problem may hide another: only an administrator has rights that can be missing.
    if (own.status === 'administrator' && problem === 'bot_no_restrict' && !own.can_invite_users) {
      add('missing_invite');
    }
    // An administrator gets every message, privacy mode or not.
    if (problem !== 'space_gone' && !me.can_read_all_group_messages && !isAdministrator(own.status)) {
      found.push(finding('telegram.privacy_mode', 'risky', { group: group.title }));
    }
    if (basic && problem !== 'space_gone') {
      found.push(finding('telegram.basic_group', 'risky', { group: group.title }));
    }
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'moved') add('group_moved');
    else if (trouble.kind === 'refused')
      add(groupProblems[problemOf(trouble, 'bot_not_admin')] ?? 'group_lost');
    else throw error;
  }
  return found;
}

type GroupProblem = Extract<FindingId, `telegram.${string}`> extends `telegram.${infer Name}` ? Name : never;

/** By the code of `problems.` texts. */
const groupProblems: Record<string, GroupProblem> = {
  space_gone: 'group_lost',
  bot_not_admin: 'not_admin',
  bot_no_restrict: 'missing_restrict',
  bot_no_invite: 'missing_invite',
};

function unreachable(trouble: Trouble): Finding {
  if (trouble.kind === 'token') return finding('telegram.token_refused', 'broken');
  return finding('telegram.unreachable', 'broken', { reason: reasonOf(trouble) });
}

function reasonOf(trouble: Trouble): string {
  if (trouble.kind === 'unknown') return trouble.reason;
  if (trouble.kind === 'refused') return String(trouble.status);
  return trouble.kind === 'retry' ? 'busy' : trouble.kind;
}
