/** Turns the body of a request into a message: files stored, mentions worked out, layouts checked. */
import { layOut } from '../forms/layout.js';
import type { MessageEditForm, MessageForm } from '../forms/message.js';
import { flag } from '../forms/message.js';
import { fieldRefusal } from '../refusals.js';
import type { Channel, Message } from '../state.js';
import type { World } from '../world.js';
import type { IncomingFile } from './files.js';
import { dropFiles, storeFiles } from './files.js';
import { mentionsIn } from './mentions.js';
import type { Draft } from './messages.js';
import { requireContent } from './messages.js';

const settable = flag.suppressEmbeds | flag.suppressNotifications | flag.componentsV2;

function requireV2Alone(form: MessageEditForm): void {
  for (const field of ['content', 'embeds'] as const) {
    if (form[field]?.length) {
      throw fieldRefusal(
        [field],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      );
    }
  }
}

/** Puts the names and descriptions of the `attachments` list on the uploaded files. */
function described(form: MessageEditForm, files: readonly IncomingFile[]): IncomingFile[] {
  return files.map((file) => {
    const entry = form.attachments?.find((each) => each.id === String(file.index));
    return {
      ...file,
      filename: entry?.filename ?? file.filename,
      description: entry?.description ?? null,
    };
  });
}

/** What a request asks to write. Stores its files at once, so call it after everything that may refuse. */
export function draftFrom(
  world: World,
  channel: Channel,
  authorId: string,
  form: MessageForm,
  files: readonly IncomingFile[],
  options: { visibleTo?: string; repliedTo?: string | null } = {},
): Draft {
  const flags = (form.flags ?? 0) & settable;
  const v2 = (flags & flag.componentsV2) !== 0;
  if (v2) requireV2Alone(form);
  const content = (form.content ?? '').trim();
  const embeds = form.embeds ?? [];
  const components = layOut(form.components ?? [], v2);
  requireContent({ content, embeds, components, attachmentIds: files.map((each) => each.filename) });
  const stored = storeFiles(world, channel.id, described(form, files), options.visibleTo !== undefined);
  return {
    content,
    embeds,
    components,
    attachmentIds: stored.map((each) => each.id),
    flags: options.visibleTo === undefined ? flags : flags | flag.ephemeral,
    mentions: mentionsIn(
      world,
      channel,
      authorId,
      content,
      form.allowed_mentions ?? null,
      options.repliedTo ?? null,
    ),
    tts: form.tts ?? false,
    ...(form.nonce === undefined || form.nonce === null ? {} : { nonce: form.nonce }),
    ...(options.visibleTo === undefined ? {} : { visibleTo: options.visibleTo }),
  };
}

/** What an edit changes. Fields that are left out stay as they are; null empties them. */
export function patchFrom(
  world: World,
  channel: Channel,
  message: Message,
  form: MessageEditForm,
  files: readonly IncomingFile[],
): Partial<Message> {
  const asked = form.flags ?? message.flags;
  const v2 = ((message.flags | asked) & flag.componentsV2) !== 0;
  if (v2) requireV2Alone(form);
  const content = form.content === undefined ? message.content : (form.content ?? '').trim();
  const embeds = form.embeds === undefined ? message.embeds : (form.embeds ?? []);
  const components = form.components === undefined ? message.components : layOut(form.components ?? [], v2);
  const kept = form.attachments
    ? message.attachmentIds.filter((id) => form.attachments?.some((each) => each.id === id))
    : message.attachmentIds;
  requireContent({ content, embeds, components, attachmentIds: [...kept, ...files.map((f) => f.filename)] });
  const stored = storeFiles(world, channel.id, described(form, files), message.visibleTo !== undefined);
  dropFiles(
    world,
    message.attachmentIds.filter((id) => !kept.includes(id)),
  );
  const keptFlags = message.flags & ~flag.loading & ~flag.suppressEmbeds;
  return {
    content,
    embeds,
    components,
    attachmentIds: [...kept, ...stored.map((each) => each.id)],
    flags: keptFlags | (asked & (flag.suppressEmbeds | flag.componentsV2)),
    ...mentionsIn(world, channel, message.authorId, content, form.allowed_mentions ?? null, null),
  };
}
