import { z } from 'zod';
import { Described, type Call, type Method } from '../call.js';
import { badRequest, conflict } from '../failure.js';
import { flagParam, integerParam, jsonParam, requiredText, textParam } from '../params.js';
import { present } from '../shape.js';

const longestPoll = 50;
const mostConnections = 100;
const usualConnections = 40;

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function allowedParam({ params }: Call): string[] | undefined {
  const given = jsonParam(params, 'allowed_updates');
  if (given === undefined) return undefined;
  const parsed = z.array(z.string()).safeParse(given);
  if (!parsed.success) throw badRequest("can't parse allowed updates JSON object");
  return parsed.data;
}

const getUpdates: Method = (call) => {
  const { world, params, signal } = call;
  return world.poller.poll({
    offset: integerParam(params, 'offset') ?? 0,
    limit: within(integerParam(params, 'limit') ?? 100, 1, 100),
    timeout: within(integerParam(params, 'timeout') ?? 0, 0, longestPoll),
    allowed: allowedParam(call),
    signal,
  });
};

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Telegram calls https addresses on the internet only; this server calls plain http too, but nothing outside the
 * machine.
 */
function requireWebhookUrl(url: string): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!loopback.has(hostname)) throw badRequest('bad webhook: the sandbox calls loopback addresses only');
}

const setWebhook: Method = (call) => {
  const { world, params } = call;
  const url = textParam(params, 'url') ?? '';
  if (url === '') return deleteWebhook(call);
  requireWebhookUrl(url);
  const secret = textParam(params, 'secret_token') || undefined;
  if (secret !== undefined && secret.length > 256) throw badRequest('secret token is too long');
  if (secret !== undefined && !/^[\w-]+$/u.test(secret))
    throw badRequest('secret token contains unallowed characters');
  const connections = integerParam(params, 'max_connections') ?? usualConnections;
  const maxConnections = within(connections, 1, mostConnections);
  const allowed = allowedParam(call);
  const { state } = world;
  if (allowed) state.updates.allowed = allowed.length > 0 ? allowed : null;
  const dropsPending = flagParam(params, 'drop_pending_updates');
  const before = state.webhook;
  const isSame = before?.url === url && before.secret === secret && before.maxConnections === maxConnections;
  if (isSame && !dropsPending) return new Described(true, 'Webhook is already set');
  if (dropsPending) world.queue.confirm(() => true);
  world.poller.interrupt(conflict('terminated by setWebhook request'));
  state.webhook = { url, maxConnections, ...present({ secret }) };
  world.changed();
  world.pusher.restart();
  return new Described(true, 'Webhook was set');
};

const deleteWebhook: Method = ({ world, params }) => {
  if (flagParam(params, 'drop_pending_updates')) world.queue.confirm(() => true);
  // Whoever deletes the webhook is about to poll: from here on it makes sense to wait for a confirmation.
  world.queue.consumerSeen();
  const wasSet = world.state.webhook !== null;
  world.state.webhook = null;
  world.changed();
  world.pusher.restart();
  return new Described(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted');
};

const getWebhookInfo: Method = ({ world }) => {
  const { webhook, updates } = world.state;
  return present({
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.queue.pending().length,
    last_error_date: webhook?.lastErrorDate,
    last_error_message: webhook?.lastErrorMessage,
    max_connections: webhook?.maxConnections,
    allowed_updates: updates.allowed ?? undefined,
  });
};

const getFile: Method = ({ world, params }) => {
  const id = requiredText(params, 'file_id', 'file_id not specified');
  const file = Object.hasOwn(world.state.files, id) ? world.state.files[id] : undefined;
  if (!file) throw badRequest('invalid file_id');
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path };
};

const longestToast = 200;

const answerCallbackQuery: Method = ({ world, params }) => {
  const text = textParam(params, 'text');
  if (text !== undefined && text.length > longestToast) throw badRequest('MESSAGE_TOO_LONG');
  const isOpen = world.presses.answer(
    textParam(params, 'callback_query_id') ?? '',
    present({
      answered: true,
      text: text || undefined,
      alert: flagParam(params, 'show_alert') || undefined,
      url: textParam(params, 'url') || undefined,
    }),
  );
  if (!isOpen) throw badRequest('query is too old and response timeout expired or query ID is invalid');
  return true;
};

export const receivingMethods: Record<string, Method> = {
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
  getFile,
  answerCallbackQuery,
  logOut: () => true,
  close: () => true,
};
