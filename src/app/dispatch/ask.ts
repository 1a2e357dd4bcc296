import {
  plain,
  isTextKey,
  type Ask,
  type CommandContext,
  type CommandOptions,
  type LeafCommand,
  type Rooms,
  type Suggestion,
} from '#contracts';
import { UserFacingError } from '#kernel/errors';
import type { Locale, Member } from '#domain/members';
import type { Addressee } from './draw.js';
import type { Checked } from './options.js';

export interface AskInput {
  rooms: Rooms;
  leaf: LeafCommand;
  path: string;
  context: CommandContext;
  checked: Checked;
  missing: readonly string[];
  /** Who may be meant by what was typed for a member. */
  among: Readonly<Record<string, Member[]>>;
  to: Addressee & { memberId: string };
}

/** Asks for what is missing. What was given already waits behind a token, like a button's arguments. */
export async function askFor(input: AskInput): Promise<Ask> {
  const { rooms, leaf, path, context, checked, missing, among, to } = input;
  const given: CommandOptions = {};
  for (const [name, value] of Object.entries(checked)) {
    if (value instanceof Date) given[name] = value.toISOString();
    // A file cannot wait: it is asked for again together with the rest.
    else if (typeof value === 'object')
      throw new UserFacingError('option_missing', { option: missing[0] ?? '' });
    else given[name] = value;
  }
  const { communityId, memberId, locale, timeZone } = to;
  const [token = ''] = await rooms.delivery.mintButtons([
    { communityId, memberId, command: path, options: given },
  ]);
  const wanted = await Promise.all(
    missing.map(async (name) => {
      const spec = leaf.options[name];
      if (!spec) throw new Error(`option ${name} vanished`);
      return { name, spec, suggestions: await suggestionsFor(spec, context, rooms, among[name]) };
    }),
  );
  return { kind: 'ask', command: path, given, missing: wanted, token, locale, timeZone };
}

async function suggestionsFor(
  spec: LeafCommand['options'][string],
  context: CommandContext,
  rooms: Rooms,
  among?: readonly Member[],
): Promise<Suggestion[]> {
  const { locale } = context.actor;
  if (spec.type === 'choice') {
    return spec.choices.map(({ value, label }) => ({
      value,
      label: isTextKey(label) ? plain(locale, label) : value,
    }));
  }
  if (spec.type === 'text' && spec.suggest) return (await spec.suggest('', context, rooms)).slice(0, 25);
  if (spec.type === 'member') {
    const found = among ?? (await rooms.members.find(context.community.id, ''));
    return found.map((member) => ({ value: member.id, label: labelOf(member, locale) }));
  }
  return [];
}

/** With the platforms: one name may be that of two people, or of two accounts that nobody linked. */
function labelOf({ id, accounts }: Member, locale: Locale): string {
  const where = accounts.map(({ platform }) => plain(locale, `common.platforms.${platform}`));
  return `${accounts[0]?.name ?? id} · ${where.join(', ')}`;
}
