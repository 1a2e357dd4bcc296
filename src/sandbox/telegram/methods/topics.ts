import type { Call, Method } from '../call.js';
import { badRequest } from '../failure.js';
import { requireBotRight } from '../membership.js';
import { addMessage, addServiceMessage } from '../messages.js';
import { integerParam, requiredText, textParam } from '../params.js';
import type { ChatRecord, TopicRecord } from '../state.js';
import { openChat } from './target.js';

const usualColor = 7_322_096;
const colors: readonly number[] = [usualColor, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047];

function forum(call: Call): ChatRecord {
  const chat = openChat(call);
  if (!chat.isForum) throw badRequest('the chat is not a forum');
  requireBotRight(call.world, chat, 'can_manage_topics', 'not enough rights to create a topic');
  return chat;
}

function topicOf(call: Call, chat: ChatRecord): TopicRecord {
  const topic = chat.topics[integerParam(call.params, 'message_thread_id') ?? 0];
  if (!topic) throw badRequest('message thread not found');
  return topic;
}

const createForumTopic: Method = (call) => {
  const chat = forum(call);
  const name = requiredText(call.params, 'name', 'topic name must be non-empty');
  if (name.length > 128) throw badRequest('TOPIC_TITLE_TOO_LONG');
  const color = integerParam(call.params, 'icon_color') ?? usualColor;
  if (!colors.includes(color)) throw badRequest('invalid topic icon color specified');
  const service = { forum_topic_created: { name, icon_color: color } };
  const record = addMessage(call.world, chat, { fromId: call.world.state.bot.id, service });
  record.threadId = record.id;
  chat.topics[record.id] = { id: record.id, name, color, isClosed: false };
  return { message_thread_id: record.id, name, icon_color: color };
};

const editForumTopic: Method = (call) => {
  const chat = forum(call);
  const topic = topicOf(call, chat);
  const name = textParam(call.params, 'name') ?? topic.name;
  if (name === topic.name) throw badRequest('TOPIC_NOT_MODIFIED');
  topic.name = name;
  addServiceMessage(call.world, chat, call.world.state.bot.id, { forum_topic_edited: { name } });
  return true;
};

const setClosed =
  (isClosed: boolean): Method =>
  (call) => {
    const chat = forum(call);
    const topic = topicOf(call, chat);
    if (topic.isClosed === isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
    topic.isClosed = isClosed;
    const service = isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} };
    addServiceMessage(call.world, chat, call.world.state.bot.id, service);
    return true;
  };

const deleteForumTopic: Method = (call) => {
  const chat = forum(call);
  const topic = topicOf(call, chat);
  delete chat.topics[topic.id];
  for (const record of Object.values(chat.messages))
    if (record.threadId === topic.id) delete chat.messages[record.id];
  call.world.changed();
  return true;
};

export const topicMethods: Record<string, Method> = {
  createForumTopic,
  editForumTopic,
  closeForumTopic: setClosed(true),
  reopenForumTopic: setClosed(false),
  deleteForumTopic,
};
