import type { Answer, Ask, Invocation, LeafCommand, Speaker } from '#contracts';
import { isGroup } from '#contracts';
import { commands } from '#commands';
import type { Platform } from '#domain/members';
import { demo, person } from '../_support/product.js';

/** Every command as it can be said: `plan create`, with what it takes. */
export const leaves: readonly [string, LeafCommand][] = commands.flatMap((one): [string, LeafCommand][] =>
  isGroup(one)
    ? Object.entries(one.parts).map(([part, leaf]) => [`${one.name} ${part}`, leaf])
    : [[one.name, one]],
);

/** Where something is said: the demo's guild and group, or in private. */
export const spaces = {
  discord: { externalId: demo.discord.guildId, title: demo.discord.guildName },
  telegram: { externalId: String(demo.telegram.chatId), title: demo.telegram.chatTitle },
} as const;

/** One of the demo's people on a platform. */
export function speakerOn(platform: Platform, key: string, where: 'space' | 'private' = 'space'): Speaker {
  const { discordId, telegramId, name, locale } = person(key);
  const externalId = platform === 'discord' ? discordId : String(telegramId);
  return {
    person: { platform, externalId, name, locale },
    ...(where === 'space' ? { space: spaces[platform] } : {}),
  };
}

/** Somebody whom neither the demo's platforms nor its community ever saw. */
export function strangerOn(platform: Platform, number = 1): Speaker {
  const externalId = platform === 'discord' ? `11990000000000000${number}` : String(790_000_000 + number);
  return {
    person: { platform, externalId, name: `Stranger ${number}`, locale: 'en' },
    space: spaces[platform],
  };
}

/** Whether an answer says just this error. */
export const says = (answer: Answer | Ask, error: string): boolean =>
  answer.kind === 'reply' && answer.reply.body?.some(({ key }) => key === `errors.${error}`) === true;

/** An answer's error, if it is one. */
export function errorOf(answer: Answer | Ask): string | null {
  if (answer.kind !== 'reply') return null;
  const found = answer.reply.body?.find(({ key }) => key.startsWith('errors.'));
  return found ? found.key.slice('errors.'.length) : null;
}

type Given = Invocation['options'];

/** Something plausible for every option that a command takes. */
export function filledIn(leaf: LeafCommand, memberId: string): Given {
  return Object.fromEntries(
    Object.entries(leaf.options).map(([name, spec]): [string, Given[string]] => {
      switch (spec.type) {
        case 'text':
          return [name, 'x'];
        case 'integer':
          return [name, spec.min ?? 1];
        case 'choice':
          return [name, spec.choices[0]?.value ?? ''];
        case 'member':
          return [name, memberId];
        case 'flag':
          return [name, true];
        case 'date':
          return [name, '30d'];
        case 'file':
          return [name, { name: 'a.csv', type: 'text/csv', size: 3, read: async () => Buffer.from('a,b') }];
      }
    }),
  );
}
