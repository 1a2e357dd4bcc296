import { isGroup, isTextKey, plain, type Command, type GroupCommand, type LeafCommand } from '#contracts';
import { locales, type Locale } from '#domain/members';

/** Which words mean which command, in every language and as Telegram spells them. */
export interface Vocabulary {
  /** @param word without slash, in any case: `plan`, `my_data`, `会员` */
  command(word: string): Command | undefined;
  /** The part of a group a word means, as its own name. */
  part(group: GroupCommand, word: string): string | undefined;
  /** @param path `membership`, `plan create` */
  leaf(path: string): LeafCommand | undefined;
  /** As a person of that language would say it: `plan create`, `套餐 新建`. */
  spoken(path: string, locale: Locale): string;
}

export function createVocabulary(commands: readonly Command[]): Vocabulary {
  const byWord = new Map<string, Command>();
  for (const command of commands) {
    for (const word of wordsFor(command.name, `commands.${command.name}.name`)) byWord.set(word, command);
  }
  return {
    command: (word) => byWord.get(folded(word)),
    part(group, word) {
      const wanted = folded(word);
      return Object.keys(group.parts).find((part) =>
        wordsFor(part, partKey(group.name, part)).includes(wanted),
      );
    },
    leaf(path) {
      const [name = '', part] = path.split(' ');
      const command = byWord.get(folded(name));
      if (!command) return undefined;
      if (isGroup(command)) return part === undefined ? undefined : command.parts[part];
      return command;
    },
    spoken(path, locale) {
      const [name = '', part] = path.split(' ');
      const first = namedIn(`commands.${name}.name`, locale) ?? name;
      return part === undefined ? first : `${first} ${namedIn(partKey(name, part), locale) ?? part}`;
    },
  };
}

/** Every way to write a name: our own, Telegram's (no dashes), and those of all languages. */
export function wordsFor(name: string, key: string): string[] {
  const localised = locales.flatMap((locale) => namedIn(key, locale) ?? []);
  return [...new Set([name, telegramName(name), ...localised].map(folded))];
}

/** Telegram's command names know no dash. */
export function telegramName(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}

export function partKey(group: string, part: string): string {
  return `commands.${group}.parts.${part}.name`;
}

/** The text under a key that may not exist. */
export function namedIn(key: string, locale: Locale): string | undefined {
  return isTextKey(key) ? plain(locale, key) : undefined;
}

/** Full-width letters and capitals do not matter. */
export function folded(word: string): string {
  return word.normalize('NFKC').toLowerCase();
}
