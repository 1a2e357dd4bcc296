import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Where a sealed value belongs. It opens there and nowhere else: moved to another row it is refused. */
export interface SealedPlace {
  /** Table and column, e.g. `Account.name`. */
  column: string;
  /** The row's own id; it must never change. */
  id: string;
  communityId: string;
}

/** A key of 32 bytes, and the name it goes by in what it sealed. */
export interface DataKey {
  id: string;
  key: Buffer;
}

/** Sealed with a key that is not at hand, for another place, or altered. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

/** Keeps text unreadable for whoever has the database alone. AES-256-GCM. */
export interface Sealer {
  /** The key that seals; the others only open. */
  readonly currentKey: string;
  readonly keys: readonly string[];
  /** `sealed:1:<key id>:<nonce, tag and text in base64url>` */
  seal(place: SealedPlace, text: string): string;
  /**
   * What was sealed for this place. Text that was never sealed comes back as it is: rows from before there was
   * sealing hold it until they are sealed. Throws CannotOpen.
   */
  open(place: SealedPlace, stored: string): string;
}

const PREFIX = 'sealed:1:';
const SHAPE = /^sealed:1:([\w-]{1,40}):([A-Za-z0-9_-]{38,})$/;
const NONCE = 12;
const TAG = 16;

/** The id of the key that sealed this; null: it is not sealed. */
export function sealedWith(stored: string): string | null {
  return SHAPE.exec(stored)?.[1] ?? null;
}

/** What every value begins with that this key sealed. */
export function sealedPrefix(keyId: string): string {
  return `${PREFIX}${keyId}:`;
}

/** @param keys the first one seals, all of them open; none: nothing can be sealed, and nothing sealed be read */
export function createSealer(keys: readonly DataKey[]): Sealer {
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  const current = keys[0];

  return {
    currentKey: current?.id ?? '',
    keys: [...byId.keys()],
    seal(place, text) {
      if (!current) throw new CannotOpen('there is no key to seal with');
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', current.key, nonce);
      cipher.setAAD(addressOf(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const packed = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
      return `${sealedPrefix(current.id)}${packed.toString('base64url')}`;
    },
    open(place, stored) {
      const [, id, packed] = SHAPE.exec(stored) ?? [];
      if (id === undefined || packed === undefined) return stored;
      const key = byId.get(id);
      if (!key) throw new CannotOpen(`${place.column}: sealed with the key ${id}, which is not at hand`);
      const bytes = Buffer.from(packed, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
      decipher.setAAD(addressOf(place));
      decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
      try {
        const opened = Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]);
        return opened.toString('utf8');
      } catch (error) {
        throw new CannotOpen(`${place.column}: altered, or not of this row`, { cause: error });
      }
    },
  };
}

/** Neither part can hold a line break, so that no two places share an address. */
function addressOf({ column, communityId, id }: SealedPlace): Buffer {
  return Buffer.from(`${column}\n${communityId}\n${id}`);
}
