import { z } from 'zod';
import type { BotCommand } from '../api.js';
import type { Call, Method } from '../call.js';
import { chatForReading } from '../chats.js';
import { scopeKey, scopeSchema } from '../commands.js';
import { badRequest } from '../failure.js';
import { jsonParam, textParam } from '../params.js';
import { botUser } from '../users.js';

const mostCommands = 100;

/** The key of a command scope after checking it. @throws ApiFailure 400 */
function scopeParam({ world, params }: Call): string {
  const parsed = scopeSchema.safeParse(jsonParam(params, 'scope') ?? { type: 'default' });
  if (!parsed.success) throw badRequest("can't parse BotCommandScope: unsupported type specified");
  const scope = parsed.data;
  if (!('chat_id' in scope)) return scopeKey(scope);
  const chat = chatForReading(world, scope.chat_id);
  if (chat.type === 'private' && scope.type !== 'chat')
    throw badRequest("can't use specified scope in private chats");
  return scopeKey({ ...scope, chat_id: chat.id });
}

/** @throws ApiFailure 400 for anything but two small letters: `zh`, never `zh-CN` */
function languageParam({ params }: Call): string {
  const code = textParam(params, 'language_code') ?? '';
  if (code !== '' && !/^[a-z]{2}$/u.test(code)) throw badRequest('invalid language code specified');
  return code;
}

const commandSchema = z.object({ command: z.string(), description: z.string() });

function readCommand(input: unknown): BotCommand {
  const parsed = commandSchema.safeParse(input);
  if (!parsed.success) throw badRequest("can't parse BotCommand: command and description must be specified");
  const command = parsed.data.command.replace(/^\//u, '');
  const description = parsed.data.description.trim();
  if (!/^[a-z0-9_]{1,32}$/u.test(command)) throw badRequest('BOT_COMMAND_INVALID');
  if (description.length < 1 || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  return { command, description };
}

const setMyCommands: Method = (call) => {
  const list = jsonParam(call.params, 'commands');
  if (!Array.isArray(list)) throw badRequest('expected an Array of BotCommand');
  if (list.length > mostCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  const [key, language] = [scopeParam(call), languageParam(call)];
  const { commands } = call.world.state.bot;
  (commands[key] ??= {})[language] = list.map(readCommand);
  call.world.changed();
  return true;
};

const deleteMyCommands: Method = (call) => {
  const [key, language] = [scopeParam(call), languageParam(call)];
  delete call.world.state.bot.commands[key]?.[language];
  call.world.changed();
  return true;
};

const getMyCommands: Method = (call) =>
  call.world.state.bot.commands[scopeParam(call)]?.[languageParam(call)] ?? [];

type Texts = 'names' | 'descriptions' | 'shortDescriptions';

const setText =
  (field: Texts, param: string, longest: number): Method =>
  (call) => {
    const text = textParam(call.params, param) ?? '';
    if (text.length > longest) throw badRequest(`${param.replaceAll('_', ' ')} is too long`);
    const texts = call.world.state.bot[field];
    const language = languageParam(call);
    if (text === '') delete texts[language];
    else texts[language] = text;
    call.world.changed();
    return true;
  };

const getText =
  (field: Texts, param: string): Method =>
  (call) => {
    const { bot } = call.world.state;
    const text = bot[field][languageParam(call)] ?? bot[field][''];
    return { [param]: text ?? (field === 'names' ? bot.name : '') };
  };

const getMe: Method = ({ world }) => ({
  ...botUser(world.state),
  can_join_groups: true,
  can_read_all_group_messages: world.state.bot.readsAllGroupMessages,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
});

export const profileMethods: Record<string, Method> = {
  getMe,
  setMyCommands,
  deleteMyCommands,
  getMyCommands,
  setMyName: setText('names', 'name', 64),
  getMyName: getText('names', 'name'),
  setMyDescription: setText('descriptions', 'description', 512),
  getMyDescription: getText('descriptions', 'description'),
  setMyShortDescription: setText('shortDescriptions', 'short_description', 120),
  getMyShortDescription: getText('shortDescriptions', 'short_description'),
};
