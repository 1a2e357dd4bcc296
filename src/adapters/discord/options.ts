/** What people fill in on Discord, as the dispatcher wants it: commands, modals and attached files. */
import {
  ApplicationCommandOptionType as OptionType,
  ComponentType,
  type Attachment,
  type CommandInteractionOption,
  type ModalSubmitFields,
  type User,
} from 'discord.js';
import type { FileValue, Invocation } from '#contracts';

export type Given = Invocation['options'];

/** Turns an attachment into a file that is only fetched when somebody reads it. */
export type FileOf = (attachment: Pick<Attachment, 'name' | 'contentType' | 'size' | 'url'>) => FileValue;

/** Whatever shape a person's guild profile comes in. */
type Profile = { displayName: string } | { nick?: string | null | undefined } | null | undefined;

/** The name that a person goes by in this place. */
export function nameOf(user: Pick<User, 'displayName'>, profile: Profile): string {
  if (profile && 'displayName' in profile) return profile.displayName;
  return (profile && 'nick' in profile ? profile.nick : null) ?? user.displayName;
}

/** A slash command's path and options, sub-commands unfolded: `plan create`. */
export function readCommand(
  name: string,
  options: readonly CommandInteractionOption[],
  fileOf: FileOf,
): { command: string; options: Given } {
  let path = name;
  let leaves = options;
  for (let part = partIn(leaves); part; part = partIn(leaves)) {
    path = `${path} ${part.name}`;
    leaves = part.options ?? [];
  }
  const given: Given = {};
  for (const option of leaves) {
    const value = valueOf(option, fileOf);
    if (value !== undefined) given[option.name] = value;
  }
  return { command: path, options: given };
}

function partIn(options: readonly CommandInteractionOption[]): CommandInteractionOption | undefined {
  return options.find(({ type }) => type === OptionType.Subcommand || type === OptionType.SubcommandGroup);
}

function valueOf(option: CommandInteractionOption, fileOf: FileOf): Given[string] | undefined {
  if (option.attachment) return fileOf(option.attachment);
  if (option.user) return { personId: option.user.id, name: nameOf(option.user, option.member) };
  // While somebody is still typing, Discord sends the id alone.
  if (option.type === OptionType.User) return { personId: String(option.value), name: '' };
  return option.value;
}

/** The fields of a modal, each named like the option it asks for. Empty ones are left out. */
export function readModal(fields: ModalSubmitFields, fileOf: FileOf): Given {
  const given: Given = {};
  for (const [option, field] of fields.fields) {
    if (field.type === ComponentType.TextInput) {
      const text = field.value.trim();
      if (text !== '') given[option] = text;
    } else if (field.type === ComponentType.FileUpload) {
      const attachment = field.attachments.first();
      if (attachment) given[option] = fileOf(attachment);
    } else if (field.type === ComponentType.UserSelect && 'values' in field) {
      const [personId] = field.values;
      const user = personId === undefined ? undefined : field.users?.get(personId);
      const name = user ? nameOf(user, memberIn(field, user.id)) : '';
      if (personId !== undefined) given[option] = { personId, name };
    } else if (field.type === ComponentType.StringSelect) {
      const [value] = 'values' in field ? field.values : [];
      if (value !== undefined) given[option] = value;
    }
  }
  return given;
}

function memberIn(field: { members?: { get(id: string): Profile } | undefined }, id: string): Profile {
  return field.members?.get(id);
}

const CDN_HOSTS = new Set(['cdn.discordapp.com', 'media.discordapp.net']);
const FETCH_TIMEOUT_MS = 15_000;

/**
 * Files are fetched from Discord's own hosts alone (and from where `apiUrl` points), without redirects,
 * and never more of one than Discord said it has.
 */
export function createFileOf(apiUrl: string | undefined): FileOf {
  const ownHost = apiUrl === undefined ? null : new URL(apiUrl).host;
  return ({ name, contentType, size, url }) => ({
    name,
    type: contentType ?? 'application/octet-stream',
    size,
    async read() {
      const { host, protocol } = new URL(url);
      const known = (protocol === 'https:' && CDN_HOSTS.has(host)) || host === ownHost;
      if (!known) throw new Error('An attachment outside of Discord is not fetched');
      const answer = await fetch(url, {
        redirect: 'error',
        signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
      });
      if (!answer.ok || !answer.body) throw new Error(`Discord did not hand out the file: ${answer.status}`);
      return atMost(answer.body, size);
    },
  });
}

async function atMost(body: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.byteLength;
    if (length > bytes) throw new Error('The file is bigger than Discord said');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
