import { say, type Phrase, type Rooms } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { nameOf } from './people.js';

/**
 * What members are called, by id, for lists about many of them. Whoever is gone is somebody.
 * @returns a function that asks for each id once
 */
export function namesIn(communityId: string, { members }: Pick<Rooms, 'members'>) {
  const known = new Map<string, Promise<string | null>>();
  const ask = async (id: string): Promise<string | null> => {
    try {
      return nameOf(await members.member(communityId, id));
    } catch (error) {
      if (error instanceof UserFacingError) return null;
      throw error;
    }
  };
  return {
    /** The plain name; null: nobody of ours, or no longer. */
    async plain(id: string): Promise<string | null> {
      const asked = known.get(id) ?? ask(id);
      known.set(id, asked);
      return asked;
    },
    async phrase(id: string): Promise<Phrase> {
      const name = await this.plain(id);
      return name === null ? say('owners.somebody') : say('common.literal', { text: name });
    },
  };
}

export type Names = ReturnType<typeof namesIn>;
