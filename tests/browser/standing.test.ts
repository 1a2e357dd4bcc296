import { describe, expect, it } from 'vitest';
import { intentOf, type Typing } from '../../src/sandbox/page/discord/keys.js';
import { createSeen, type Memory } from '../../src/sandbox/page/state/memory.js';
import { courseProgressOf } from '../../src/sandbox/page/state/course-standing.js';
import { questionProgressOf } from '../../src/sandbox/page/state/question-standing.js';
import { progressOf, type Standing } from '../../src/sandbox/page/state/standing.js';
import type { About, View } from '../../src/sandbox/page/state/views.js';

const customer = {
  id: 'c',
  name: 'Ada',
  email: null,
  delinquent: false,
  balance: 0,
  currency: null,
  card: null,
};
const nobody: Standing = {
  customers: [],
  sessions: [],
  subscription: undefined,
  unpaid: undefined,
  roles: [],
  seated: false,
  inside: false,
};

function standing(status: string | null, inside: boolean, unpaid = false): Standing {
  const subscription = status === null ? undefined : ({ status } as Standing['subscription']);
  const open = unpaid ? ({ id: 'i' } as Standing['unpaid']) : undefined;
  return { ...nobody, customers: [customer], subscription, inside, unpaid: open };
}

describe('the story’s progress', () => {
  it('goes on with what is true, in order, and stays', () => {
    const history = [
      nobody,
      { ...standing(null, false), sessions: [{ id: 's' }] as unknown as Standing['sessions'] },
      standing('active', false),
      standing('active', true),
      standing('past_due', true, true),
      standing('past_due', false, true),
      standing('active', false),
      standing('active', true),
      standing('past_due', true, true),
    ];
    let progress = 0;
    const seen = history.map((one) => (progress = progressOf(progress, one)));
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 5, 6, 6]);
  });

  it('does not skip a step, and begins anew with a person nobody knows', () => {
    expect(progressOf(0, standing('past_due', false, true))).toBe(2);
    expect(progressOf(5, nobody)).toBe(0);
  });
});

describe('unread messages', () => {
  it('are counted after the last one seen, without one’s own, and survive a reload', () => {
    const kept = new Map<string, string>();
    const memory: Memory = {
      read: (key) => kept.get(key) ?? null,
      write: (key, value) => void kept.set(key, value),
    };
    const messages = [1, 2, 3].map((id) => ({ id, mine: id === 2 }));
    const seen = createSeen(memory);
    expect(seen.unread('a', messages)).toBe(2);
    expect(seen.mark('a', messages.slice(0, 1))).toBe(true);
    expect(seen.mark('a', messages.slice(0, 1))).toBe(false);
    expect(createSeen(memory).unread('a', messages)).toBe(1);
    seen.forget();
    expect(createSeen(memory).unread('a', messages)).toBe(2);
  });
});

describe('keys while a command is written', () => {
  const typing: Typing = {
    key: 'Enter',
    shift: false,
    count: 0,
    drafting: false,
    inOption: false,
    picked: false,
    text: 'hello',
  };
  it.each<[Partial<Typing>, ReturnType<typeof intentOf>]>([
    [{}, 'send'],
    [{ text: '/su', count: 2 }, 'pick'],
    [{ drafting: true, text: '', count: 2 }, 'send'],
    [{ drafting: true, text: 'pl', count: 1 }, 'pick'],
    [{ drafting: true, inOption: true, text: '', count: 2 }, 'pick'],
    [{ drafting: true, inOption: true, text: 'Pro', count: 1, picked: true }, 'send'],
    [{ key: 'Tab', drafting: true, text: '', count: 2 }, 'pick'],
    [{ key: 'Tab', shift: true, drafting: true, text: '', count: 2 }, null],
    [{ key: 'Backspace', drafting: true, text: '' }, 'undo'],
    [{ key: 'Backspace' }, null],
    [{ key: ' ', text: '/subscribe' }, 'begin'],
    [{ key: ' ' }, null],
    [{ key: 'Escape' }, 'clear'],
    [{ key: 'Escape', text: '' }, null],
    [{ key: 'ArrowDown', count: 3 }, 'down'],
    [{ key: 'ArrowUp' }, null],
  ])('%o means %s', (given, intent) => {
    expect(intentOf({ ...typing, ...given })).toBe(intent);
  });
});

describe('the progress of a course', () => {
  const demo = {
    discord: { coursesChannelId: 'courses' },
    telegram: { lobbyId: -1 },
  } as unknown as About['demo'];
  const bot = { author: { bot: true }, ephemeral: false, embeds: [], components: [], usedBy: null };
  const seen = (messages: object[], lobby: object[] = [], own: object[] = []) =>
    ({
      discord: { guilds: [{ channels: [{ id: 'courses', parentId: null, messages }] }], dms: [] },
      telegram: {
        chats: [
          { id: -1, type: 'supergroup', messages: lobby },
          { id: 1, type: 'private', messages: own },
        ],
      },
    }) as unknown as View;

  it('is what anybody has seen of it, and never less', () => {
    const used = (command: string) => ({ ...bot, channelId: 'general', usedBy: { command } });
    const post = { ...bot, channelId: 'courses', embeds: [{}] };
    const posted = { from: { is_bot: true }, text: '📘 Window light' };
    const proof = [{ components: [{ url: 'https://lyceum.example/certificates/abc' }] }];
    expect(courseProgressOf(0, seen([]), demo)).toBe(0);
    expect(courseProgressOf(0, seen([used('course upload')]), demo)).toBe(1);
    expect(courseProgressOf(1, seen([used('course publish')]), demo)).toBe(3);
    // In one place only, it has not landed yet.
    expect(courseProgressOf(3, seen([post]), demo)).toBe(3);
    expect(courseProgressOf(3, seen([post], [posted]), demo)).toBe(4);
    expect(courseProgressOf(4, seen([], [], [{ isMine: true, text: '/start b-token' }]), demo)).toBe(5);
    expect(courseProgressOf(5, seen([{ ...bot, components: proof }]), demo)).toBe(6);
    expect(courseProgressOf(6, seen([]), demo)).toBe(6);
  });
});

describe('the progress of a question', () => {
  const demo = {
    discord: { questionsChannelId: 'questions', staffChannelId: 'staff' },
  } as unknown as About['demo'];
  const by = (bot: boolean, more: object = {}) => ({ author: { bot }, embeds: [], threadId: null, ...more });
  const seen = (own: object[], channels: object[] = []) =>
    ({
      discord: { guilds: [{ channels }], dms: [] },
      telegram: { chats: [{ id: 1, type: 'private', messages: own }] },
    }) as unknown as View;
  const said = (text: string, ...labels: string[]) => ({
    from: { is_bot: true },
    text,
    reply_markup: { inline_keyboard: labels.map((label) => [{ text: label }]) },
  });

  it('is what whoever asks and the team have seen of it, and never less', () => {
    const staff = { id: 'staff', parentId: null, messages: [by(true)] };
    const thread = { id: 'thread', parentId: 'staff', messages: [by(true)] };
    const heard = { id: 'questions', parentId: null, messages: [by(false)] };
    expect(questionProgressOf(0, seen([]), demo)).toBe(0);
    expect(questionProgressOf(0, seen([said('Cancel', '👍', '👎', 'Talk to a person')]), demo)).toBe(1);
    expect(questionProgressOf(1, seen([said('?', 'One', 'None of these: talk to a person')]), demo)).toBe(2);
    // Chatter that nobody answered is no step.
    expect(questionProgressOf(2, seen([], [heard]), demo)).toBe(2);
    const answered = { ...heard, messages: [by(false), by(true)] };
    expect(questionProgressOf(2, seen([], [answered]), demo)).toBe(3);
    expect(questionProgressOf(3, seen([said('你的问题已转给团队，工单 7')]), demo)).toBe(4);
    expect(questionProgressOf(3, seen([], [staff, thread]), demo)).toBe(3);
    const claimed = { ...staff, messages: [by(true, { threadId: 'thread' })] };
    expect(questionProgressOf(3, seen([], [claimed, thread]), demo)).toBe(4);
    const written = { ...thread, messages: [by(true), by(false)] };
    expect(questionProgressOf(4, seen([], [claimed, written]), demo)).toBe(5);
    const learned = {
      ...staff,
      messages: [by(true, { embeds: [{ title: 'From now on this is a way of asking: X' }] })],
    };
    expect(questionProgressOf(5, seen([], [learned]), demo)).toBe(6);
    expect(questionProgressOf(6, seen([]), demo)).toBe(6);
  });
});
