import {
  command,
  problemPhrase,
  say,
  type Phrase,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Undelivered } from '#domain/delivery';
import { UserFacingError } from '#kernel/errors';
import { namesIn, type Names } from './pieces/names.js';
import { PER_PAGE, pageButtons } from './pieces/pages.js';
import { rowsOf } from './pieces/words.js';

/** Messages sent again by one press. */
const AT_ONCE = 100;
/** Of those in doubt, so many can be chosen at a time: each is decided by itself. */
const CHOICES = 4;

/** Messages that did not arrive, and those of which nobody knows. Their words are for the member alone. */
export const outbox = command({
  name: 'outbox',
  for: 'moderator',
  visibility: 'private',
  options: {
    state: {
      type: 'choice',
      summary: 'commands.outbox.options.state.summary',
      choices: [
        { value: 'refused', label: 'commands.outbox.choices.state.refused' },
        { value: 'uncertain', label: 'commands.outbox.choices.state.uncertain' },
      ],
    },
    page: { type: 'integer', min: 1, max: 10_000, summary: 'commands.outbox.options.page.summary' },
    message: { type: 'text', maxLength: 80, summary: 'commands.outbox.options.message.summary' },
    action: {
      type: 'choice',
      summary: 'commands.outbox.options.action.summary',
      choices: [
        { value: 'send', label: 'commands.outbox.choices.action.send' },
        { value: 'leave', label: 'commands.outbox.choices.action.leave' },
      ],
    },
    sure: { type: 'flag', summary: 'commands.outbox.options.sure.summary' },
  },
  async run({ actor, community, options }, rooms): Promise<Reply> {
    const { state = 'refused', page = 1, message, action, sure } = options;
    const who = [community.id, actor.member.id] as const;
    if (message) return decide(...who, message, action, sure === true, rooms);
    if (action === 'send') {
      const sent = await rooms.delivery.sendRefusedAgain(community.id, AT_ONCE, actor.member.id);
      const shown = await view(community.id, 'refused', 1, rooms);
      return { ...shown, body: [say('owners.outbox.resent', { count: sent })], replaces: true };
    }
    return { ...(await view(community.id, state, page, rooms)), replaces: options.page !== undefined };
  },
});

async function view(
  communityId: string,
  state: Undelivered['state'],
  page: number,
  rooms: Rooms,
): Promise<Reply> {
  const { count, rows } = await rooms.delivery.undelivered(communityId, state, {
    offset: (page - 1) * PER_PAGE,
    limit: PER_PAGE,
  });
  const other = state === 'refused' ? 'uncertain' : 'refused';
  const others = await rooms.delivery.undelivered(communityId, other, { offset: 0, limit: 1 });
  const names = namesIn(communityId, rooms);
  const list: NonNullable<Reply['list']> = [];
  for (const row of rows) {
    list.push({ mark: state === 'refused' ? 'bad' : 'wait', text: await lineOf(row, names) });
  }
  const choices: ReplyButton[] = [];
  if (state === 'uncertain') {
    for (const row of rows.slice(0, CHOICES)) {
      const label = say('owners.outbox.button_decide', {
        member: await names.phrase(row.memberId),
        kind: kindOf(row),
      });
      choices.push({ label, command: 'outbox', options: { message: row.id } });
    }
  }
  const again: ReplyButton[] =
    state === 'refused' && count > 0
      ? [
          {
            label: say('owners.outbox.button_send_all'),
            command: 'outbox',
            options: { action: 'send' },
            style: 'primary',
          },
        ]
      : [];
  return {
    tone: count > 0 ? 'warning' : 'good',
    title: count > 0 ? say(`owners.outbox.${state}.title`, { count }) : say(`owners.outbox.${state}.none`),
    body: count > 0 ? [say(`owners.outbox.${state}.about`)] : [],
    list,
    buttons: [
      ...rowsOf(choices, 2),
      pageButtons('outbox', { state }, page, count),
      [
        ...again,
        {
          label: say(`owners.outbox.${other}.button`, { count: others.count }),
          command: 'outbox',
          options: { state: other },
        },
      ],
    ]
      .filter((row) => row.length > 0)
      .slice(0, 5),
  };
}

/** One message: what is known of it, and then what is done. One that may have arrived is asked about twice. */
async function decide(
  communityId: string,
  byId: string,
  messageId: string,
  action: 'send' | 'leave' | undefined,
  sure: boolean,
  rooms: Rooms,
): Promise<Reply> {
  const { delivery } = rooms;
  const row = await delivery.undeliveredOne(communityId, messageId);
  if (!row) throw new UserFacingError('message_unknown');
  const names = namesIn(communityId, rooms);
  const back: ReplyButton = {
    label: say('owners.outbox.button_back'),
    command: 'outbox',
    options: { state: row.state },
  };
  if (action === 'send' && (row.state === 'refused' || sure)) {
    await delivery.sendAgain(communityId, messageId, byId);
    return {
      tone: 'good',
      title: say('owners.outbox.sent', { member: await names.phrase(row.memberId) }),
      buttons: [[back]],
      replaces: true,
    };
  }
  if (action === 'leave' && row.state === 'uncertain') {
    await delivery.leaveUncertain(communityId, messageId, byId);
    return { tone: 'good', title: say('owners.outbox.left'), buttons: [[back]], replaces: true };
  }
  const doubt = row.state === 'uncertain';
  return {
    tone: 'warning',
    title: say('owners.outbox.one', { kind: kindOf(row), member: await names.phrase(row.memberId) }),
    body: [await lineOf(row, names), say(doubt ? 'owners.outbox.doubt' : 'owners.outbox.refused.about')],
    buttons: [
      [
        {
          label: say(doubt ? 'owners.outbox.button_double' : 'common.buttons.retry'),
          command: 'outbox',
          options: { message: messageId, action: 'send', sure: true },
          style: doubt ? 'danger' : 'primary',
        },
        ...(doubt
          ? [
              {
                label: say('owners.outbox.button_leave'),
                command: 'outbox',
                options: { message: messageId, action: 'leave' },
              },
            ]
          : []),
        back,
      ],
    ],
    replaces: true,
  };
}

async function lineOf(row: Undelivered, names: Names): Promise<Phrase> {
  const { memberId, platform, createdAt, failure, state } = row;
  const values = {
    member: await names.phrase(memberId),
    kind: kindOf(row),
    at: { at: createdAt, as: 'datetime' as const },
    platform: platform ? say(`common.platforms.${platform}`) : say('owners.outbox.nowhere'),
  };
  if (state === 'uncertain') return say('owners.outbox.uncertain.line', values);
  return say('owners.outbox.refused.line', { ...values, problem: problemPhrase(failure ?? 'unknown') });
}

function kindOf({ kind }: Undelivered): Phrase {
  return say(`owners.outbox.kinds.${kind}`);
}
