/**
 * How an answer reaches the person. Discord waits 3 s for a first sign; an answer that is not there in half
 * of that time is announced, and then edited in. A modal can only be that first sign.
 */
import { setTimeout as pause } from 'node:timers/promises';
import {
  MessageFlags,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import type { Answer, Ask } from '#contracts';
import { invitation, question } from './asks.js';
import { draw, type Drawn } from './render.js';

/** Something used on a message: a button, a list, or a modal that was opened from one. */
export type Press = MessageComponentInteraction | ModalMessageModalSubmitInteraction;
export type Said = ChatInputCommandInteraction | ModalSubmitInteraction;

type Visibility = Answer['visibility'];

/** Answers a slash command, or a modal opened by one. `visibility` is what the command promises. */
export async function answerSaid(
  said: Said,
  work: Promise<Answer | Ask>,
  visibility: Visibility,
  deferAfterMs: number,
): Promise<void> {
  const quick = await within(work, deferAfterMs);
  if (quick?.kind === 'reply') return void (await said.reply(fresh(said, draw(quick), quick.visibility)));
  if (quick) {
    const next = question(quick, said.inGuild());
    if (next.kind === 'modal' && 'showModal' in said) return void (await said.showModal(next.modal));
    const drawn = next.kind === 'modal' ? invitation(quick) : next.drawn;
    return void (await said.reply(fresh(said, drawn, 'private')));
  }

  const hidden = flags(said, visibility);
  await said.deferReply(hidden);
  const late = await work;
  const drawn = late.kind === 'reply' ? draw(late) : invitation(late);
  const wanted = late.kind === 'reply' ? late.visibility : 'private';
  if (hidden.flags === undefined && flags(said, wanted).flags !== undefined) {
    // Announced in public, but meant for one person alone: what was announced cannot be hidden any more.
    await said.deleteReply();
    return void (await said.followUp(fresh(said, drawn, wanted)));
  }
  await said.editReply(whole(drawn));
}

/**
 * Answers a press. On a message that only asks something, the answer takes its place; on others it does
 * when it says so.
 */
export async function answerPress(
  press: Press,
  work: Promise<Answer | Ask>,
  deferAfterMs: number,
): Promise<void> {
  const asked = isQuestion(press);
  const quick = await within(work, deferAfterMs);
  if (quick?.kind === 'ask') {
    const next = question(quick, press.inGuild());
    if (next.kind === 'modal' && 'showModal' in press) {
      await press.showModal(next.modal);
      return;
    }
    const drawn = next.kind === 'modal' ? invitation(quick) : next.drawn;
    if (asked) return void (await press.update(whole(drawn)));
    return void (await press.reply(fresh(press, drawn, 'private')));
  }
  if (quick && takesPlace(quick, asked)) return void (await press.update(whole(draw(quick))));
  if (quick && !asked) return void (await press.reply(fresh(press, draw(quick), quick.visibility)));

  await press.deferUpdate();
  const late = await work;
  const drawn = late.kind === 'reply' ? draw(late) : invitation(late);
  const wanted = late.kind === 'reply' ? late.visibility : 'private';
  if (late.kind === 'ask' ? asked : takesPlace(late, asked))
    return void (await press.editReply(whole(drawn)));
  if (asked) await press.deleteReply();
  await press.followUp(fresh(press, drawn, wanted));
}

/** A public answer to a private question must not end up in the private message. */
function takesPlace(answer: Answer, asked: boolean): boolean {
  return answer.reply.replaces === true || (asked && answer.visibility === 'private');
}

/** Whether a press came from a message of ours that asks for an option. */
function isQuestion({ message }: Press): boolean {
  return message.components.some(
    (row) =>
      'components' in row &&
      row.components.some((each) => 'customId' in each && each.customId?.startsWith('a:')),
  );
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  const done = new AbortController();
  try {
    return await Promise.race([work, pause(ms, null, { signal: done.signal }).catch(() => null)]);
  } finally {
    done.abort();
  }
}

/** Only in a guild is there somebody to hide a private answer from. */
function flags(where: Said | Press, visibility: Visibility): { flags?: MessageFlags.Ephemeral } {
  return visibility === 'private' && where.inGuild() ? { flags: MessageFlags.Ephemeral } : {};
}

interface Payload extends Pick<Drawn, 'content' | 'embeds' | 'components'> {
  files: { attachment: Buffer; name: string; description?: string }[];
  allowedMentions: { parse: never[] };
}

function payload({ files, ...message }: Drawn): Payload {
  return {
    ...message,
    files: files.map(({ data, name, description }) => ({
      attachment: Buffer.from(data),
      name,
      ...(description === undefined ? {} : { description }),
    })),
    allowedMentions: { parse: [] },
  };
}

export function fresh(
  where: Said | Press,
  drawn: Drawn,
  visibility: Visibility,
): Payload & { flags?: MessageFlags.Ephemeral } {
  return { ...payload(drawn), ...flags(where, visibility) };
}

/** For an edit: what the new message does not have is taken off the old one. */
export function whole(drawn: Drawn): Payload & { content: string; attachments: never[] } {
  return { ...payload(drawn), content: drawn.content ?? '', attachments: [] };
}
