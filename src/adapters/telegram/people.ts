import type { User } from 'grammy/types';
import type { Person } from '#domain/members';

/** A Telegram user in the words of the house. */
export function personOf(user: User): Person {
  const full = [user.first_name, user.last_name].filter(Boolean).join(' ').trim();
  return {
    platform: 'telegram',
    externalId: String(user.id),
    name: full || user.username || String(user.id),
    ...(user.language_code !== undefined && { locale: user.language_code }),
  };
}

export interface NamedPerson {
  personId: string;
  name: string;
}

/** Usernames seen lately, because Telegram does not tell a bot who `@somebody` is. Bounded, in memory. */
export interface People {
  learn(user: User): void;
  /** @param username with or without `@`, in any case */
  byUsername(username: string): NamedPerson | undefined;
}

export function createPeople(limit = 10_000): People {
  const known = new Map<string, NamedPerson>();
  return {
    learn(user) {
      if (user.username === undefined || user.is_bot) return;
      const key = user.username.toLowerCase();
      known.delete(key);
      known.set(key, { personId: String(user.id), name: personOf(user).name });
      const oldest = known.keys().next().value;
      if (known.size > limit && oldest !== undefined) known.delete(oldest);
    },
    byUsername(username) {
      return known.get(username.replace(/^@/, '').toLowerCase());
    },
  };
}
