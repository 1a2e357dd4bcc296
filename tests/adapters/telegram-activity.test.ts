import type { ChatMemberUpdated, Message, MessageReactionUpdated } from 'grammy/types';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Activity } from '#contracts';
import { createActivityReports, type ActivityReports } from '../../src/adapters/telegram/activity.js';
import { recordedEvents } from './telegram-bench.js';

const chat = { id: -1001, type: 'supergroup', title: 'Painters', is_forum: true };
const ada = { id: 1, is_bot: false, first_name: 'Ada' };
const ben = { id: 2, is_bot: false, first_name: 'Ben' };
const helper = { id: 9, is_bot: true, first_name: 'Helper' };

let happened: Activity[];
let reports: ActivityReports;
beforeEach(() => {
  const recorded = recordedEvents();
  happened = recorded.happened;
  reports = createActivityReports(recorded.events);
});

const said = (part: object): Message =>
  ({
    message_id: 5,
    date: 1_772_000_000,
    chat,
    from: ada,
    text: 'Good morning',
    ...part,
  }) as unknown as Message;
const see = (...parts: object[]) => parts.forEach((part) => reports.messageSeen(said(part)));
const moved = (user: object, from: string, to: string, more: object = {}) =>
  reports.memberChanged({
    chat,
    from: user,
    date: 1_772_000_000,
    old_chat_member: { user, status: from },
    new_chat_member: { user, status: to },
    ...more,
  } as unknown as ChatMemberUpdated);

describe('what happens in a Telegram group', () => {
  it('is a message with its time and place, and never its words', () => {
    see({});
    expect(happened).toEqual([
      {
        platform: 'telegram',
        kind: 'message',
        personId: '1',
        spaceExternalId: '-1001',
        at: new Date(1_772_000_000_000),
        place: { externalId: '-1001', title: 'Painters' },
        messageId: '5',
      },
    ]);
  });

  it('is nobody’s where nobody can be told, and nothing where nobody is there', () => {
    const anonymous = { from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' }, sender_chat: chat };
    const channel = { id: -1009, type: 'channel', title: 'News' };
    see(
      anonymous,
      { sender_chat: channel },
      { sender_chat: channel, is_automatic_forward: true },
      { from: helper },
    );
    see({ text: undefined, pinned_message: said({}) }, { text: undefined, video_chat_started: {} });
    see({ text: undefined, video_chat_ended: { duration: 3_600 } }, { chat: { ...chat, type: 'private' } });
    see({ text: '/plans' }, { text: '／会员' }, { text: '/other@some_bot now' });
    expect(happened.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['message', null],
      ['message', null],
    ]);
  });

  it('is a question, an answer to somebody else, or one message of many pictures', () => {
    see({ text: 'How do I mix green?' }, { text: '绿色怎么调？' });
    see({ from: ben, reply_to_message: said({}) }, { reply_to_message: said({}) });
    see({ reply_to_message: said({ from: helper }) });
    const album = { text: undefined, photo: [], media_group_id: 'a' };
    see(album, { ...album, message_id: 6 }, { ...album, media_group_id: 'b' });
    expect(happened.map(({ kind, repliesTo }) => [kind, repliesTo?.personId])).toEqual([
      ['question', undefined],
      ['question', undefined],
      ['reply', '1'],
      ['message', undefined],
      ['reply', null],
      ['message', undefined],
      ['message', undefined],
    ]);
  });

  it('is in a topic with a name, as soon as the name is known', () => {
    const topic = { message_thread_id: 40, is_topic_message: true };
    const opened = { ...said({ message_id: 40, text: undefined }), forum_topic_created: { name: 'Water' } };
    see(topic, { ...topic, reply_to_message: opened });
    see({ ...topic, text: undefined, forum_topic_edited: { name: 'Water and ink' } }, topic);
    expect(happened.map(({ kind, place }) => [kind, place?.title])).toEqual([
      ['message', '#40'],
      ['message', 'Water'],
      ['message', 'Water and ink'],
    ]);
    expect(happened[0]?.place).toMatchObject({ externalId: '-1001:40', parent: { externalId: '-1001' } });
  });

  it('is a reaction that is new, of a person or of nobody', () => {
    const heart = { type: 'emoji', emoji: '❤' };
    const thumb = { type: 'emoji', emoji: '👍' };
    const react = (before: object[], after: object[], part: object = { user: ada }) =>
      reports.reacted({
        chat,
        message_id: 5,
        date: 1_772_000_000,
        old_reaction: before,
        new_reaction: after,
        ...part,
      } as unknown as MessageReactionUpdated);
    react([], [heart]);
    react([heart], []);
    react([heart], [thumb]);
    react([heart, thumb], [thumb]);
    react([], [heart], { actor_chat: chat });
    react([], [heart], { user: helper });
    expect(happened.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['reaction', '1'],
      ['reaction', '1'],
      ['reaction', null],
    ]);
  });

  it('is somebody who comes or goes, once, whichever way Telegram tells it', () => {
    moved(ada, 'left', 'member');
    see({ text: undefined, new_chat_members: [ada, helper] });
    moved(ada, 'member', 'restricted', {
      new_chat_member: { user: ada, status: 'restricted', is_member: true },
    });
    see({ text: undefined, left_chat_member: ben });
    moved(ben, 'member', 'kicked');
    moved(ben, 'kicked', 'left');
    moved(helper, 'left', 'member');
    moved(ada, 'member', 'left', { date: 1_772_000_900 });
    moved(ada, 'left', 'member', { date: 1_772_001_000 });
    expect(happened.map(({ kind, personId }) => [kind, personId])).toEqual([
      ['join', '1'],
      ['leave', '2'],
      ['leave', '1'],
      ['join', '1'],
    ]);
  });
});
