/** Messages as the API writes them. */
import type { Component } from '../forms/components.js';
import { kind } from '../forms/components.js';
import type { Embed } from '../forms/embed.js';
import type { Message, Provenance, StoredFile } from '../state.js';
import { findMessage, theUser } from '../world.js';
import type { World } from '../world.js';
import { threadShape } from './channel.js';
import type { Json } from './user.js';
import { bareMemberShape, userShape } from './user.js';

export function fileUrl(world: World, file: StoredFile): string {
  return `${world.url}/attachments/${file.channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
}

function filesOf(world: World, message: Message): StoredFile[] {
  return message.attachmentIds.flatMap((id) => world.state.files[id] ?? []);
}

export function fileShape(world: World, file: StoredFile): Json {
  const url = fileUrl(world, file);
  return {
    id: file.id,
    filename: file.filename,
    size: file.size,
    url,
    proxy_url: url,
    content_type: file.contentType,
    ...(file.description ? { description: file.description } : {}),
    ...(file.ephemeral ? { ephemeral: true } : {}),
  };
}

/** The address behind `attachment://name`; any other address as it is. */
function resolved(world: World, files: readonly StoredFile[], url: string): string {
  const name = /^attachment:\/\/(.+)$/i.exec(url)?.[1];
  const file = name === undefined ? undefined : files.find((each) => each.filename === name);
  return file ? fileUrl(world, file) : url;
}

export function embedShape(world: World, embed: Embed, files: readonly StoredFile[]): Json {
  const picture = (value: { url: string } | undefined): Json | undefined => {
    if (!value) return undefined;
    const url = resolved(world, files, value.url);
    return { ...value, url, proxy_url: url };
  };
  const image = picture(embed.image);
  const thumbnail = picture(embed.thumbnail);
  return { ...embed, ...(image ? { image } : {}), ...(thumbnail ? { thumbnail } : {}) };
}

/** A component with its media resolved; ids of media are those of the files, or zero for outside ones. */
export function componentShape(world: World, component: Component, files: readonly StoredFile[]): Json {
  const media = (url: string): Json => {
    const target = resolved(world, files, url);
    const file = files.find((each) => fileUrl(world, each) === target);
    return {
      id: file?.id ?? '0',
      url: target,
      proxy_url: target,
      width: null,
      height: null,
      content_type: file?.contentType ?? null,
      ...(file ? { attachment_id: file.id } : {}),
    };
  };
  const shape: Json = Object.fromEntries(
    Object.entries(component).filter(([, value]) => value !== undefined),
  );
  if (
    component.type >= kind.stringSelect &&
    component.type <= kind.channelSelect &&
    component.type !== kind.textInput
  ) {
    shape['min_values'] = component.min_values ?? 1;
    shape['max_values'] = component.max_values ?? 1;
  }
  if (component.media) shape['media'] = media(component.media.url);
  if (component.file) {
    const file = files.find((each) => `attachment://${each.filename}` === component.file?.url);
    Object.assign(shape, {
      file: media(component.file.url),
      name: file?.filename ?? null,
      size: file?.size ?? null,
    });
  }
  if (component.items)
    shape['items'] = component.items.map((item) => ({ ...item, media: media(item.media.url) }));
  const below = (each: Component): Json => componentShape(world, each, files);
  if (component.components) shape['components'] = component.components.map(below);
  if (component.component) shape['component'] = below(component.component);
  if (component.accessory) shape['accessory'] = below(component.accessory);
  return shape;
}

function ownersOf(message: Message, world: World): Record<string, string> {
  const channel = world.state.channels[message.channelId];
  return { '0': channel && channel.kind !== 'dm' ? channel.guildId : '0' };
}

function provenanceShape(world: World, message: Message, from: Provenance): Json {
  return {
    id: from.interactionId,
    type: from.type,
    user: userShape(theUser(world, from.userId)),
    authorizing_integration_owners: ownersOf(message, world),
    ...(from.originalId ? { original_response_message_id: from.originalId } : {}),
    ...(from.type === 2 ? { name: from.commandName ?? '', command_type: 1 } : {}),
    ...(from.type === 3 ? { interacted_message_id: from.interactedId ?? message.id } : {}),
    ...(from.type === 5 && from.triggering
      ? { triggering_interaction_metadata: provenanceShape(world, message, from.triggering) }
      : {}),
  };
}

/** Files that an embed shows are not listed a second time among the attachments. */
function listedFiles(message: Message, files: readonly StoredFile[]): StoredFile[] {
  const inEmbeds = message.embeds.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]);
  return files.filter((file) => !inEmbeds.includes(`attachment://${file.filename}`));
}

function basicShape(world: World, message: Message): Json {
  const files = filesOf(world, message);
  const from = message.provenance;
  const thread = message.threadId ? world.state.channels[message.threadId] : undefined;
  return {
    type: message.type,
    content: message.content,
    mentions: message.mentions.map((id) => userShape(theUser(world, id))),
    mention_roles: [...message.mentionRoles],
    attachments: listedFiles(message, files).map((file) => fileShape(world, file)),
    embeds: message.embeds.map((embed) => embedShape(world, embed, files)),
    timestamp: world.iso(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : world.iso(message.editedAt),
    flags: message.flags,
    components: message.components.map((each) => componentShape(world, each, files)),
    id: message.id,
    channel_id: message.channelId,
    author: userShape(theUser(world, message.authorId)),
    pinned: message.pinned,
    mention_everyone: message.mentionEveryone,
    tts: message.tts,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(from
      ? {
          webhook_id: world.state.application.id,
          application_id: world.state.application.id,
          interaction_metadata: provenanceShape(world, message, from),
        }
      : {}),
    ...(from?.type === 2
      ? {
          interaction: {
            id: from.interactionId,
            type: 2,
            name: from.commandName ?? '',
            user: userShape(theUser(world, from.userId)),
          },
        }
      : {}),
    ...(message.replyTo ? { message_reference: referenceShape(world, message.replyTo) } : {}),
    ...(thread?.kind === 'thread' ? { thread: threadShape(thread, world) } : {}),
  };
}

function referenceShape(world: World, to: { channelId: string; messageId: string }): Json {
  const channel = world.state.channels[to.channelId];
  return {
    type: 0,
    channel_id: to.channelId,
    message_id: to.messageId,
    ...(channel && channel.kind !== 'dm' ? { guild_id: channel.guildId } : {}),
  };
}

/** A message as REST answers it. Reactions are counted from the view of the bot. */
export function messageShape(world: World, message: Message): Json {
  const botId = world.state.application.id;
  const target = message.replyTo && findMessage(world, message.replyTo.channelId, message.replyTo.messageId);
  return {
    ...basicShape(world, message),
    ...(message.reactions.length
      ? {
          reactions: message.reactions.map(({ emoji, userIds }) => ({
            emoji: { id: null, name: emoji },
            count: userIds.length,
            count_details: { burst: 0, normal: userIds.length },
            burst_colors: [],
            me_burst: false,
            burst_me: false,
            burst_count: 0,
            me: userIds.includes(botId),
          })),
        }
      : {}),
    ...(message.replyTo && message.type === 19
      ? { referenced_message: target ? basicShape(world, target) : null }
      : {}),
  };
}

/** A message as the gateway sends it: with its guild and its author's membership. */
export function messageEventShape(world: World, message: Message): Json {
  const channel = world.state.channels[message.channelId];
  if (!channel || channel.kind === 'dm') return { ...messageShape(world, message), channel_type: 1 };
  const author = world.state.guilds[channel.guildId]?.members[message.authorId];
  return {
    ...messageShape(world, message),
    guild_id: channel.guildId,
    ...(author ? { member: bareMemberShape(world, author) } : {}),
  };
}
