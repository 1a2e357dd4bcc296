import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CannotOpen, createSealer, sealedWith, type DataKey } from '#kernel/sealed';

const key = (id: string): DataKey => ({ id, key: randomBytes(32) });
const [k1, k2] = [key('k1'), key('k2')];
const place = { column: 'Account.name', id: 'row', communityId: 'home' };

describe('a sealed value', () => {
  const sealer = createSealer([k1]);

  it('opens where it belongs, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sealed = sealer.seal(place, text);
        expect(sealer.open(place, sealed)).toBe(text);
        if (text.length > 3) expect(sealed).not.toContain(text);
      }),
    );
  });

  it('is another one each time, and says with which key', () => {
    expect(sealer.seal(place, 'Ada')).not.toBe(sealer.seal(place, 'Ada'));
    expect(sealedWith(sealer.seal(place, 'Ada'))).toBe('k1');
    expect(sealedWith('Ada')).toBeNull();
  });

  it.each([
    ['another row', { id: 'other' }],
    ['another column', { column: 'Message.body' }],
    ['another community', { communityId: 'elsewhere' }],
    ['a row whose name begins like this one', { id: 'ro', communityId: 'home\nw' }],
  ])('is refused in %s', (_where, moved) => {
    const sealed = sealer.seal(place, 'Ada');
    expect(() => sealer.open({ ...place, ...moved }, sealed)).toThrow(CannotOpen);
  });

  it('is refused when a single bit of it was changed', () => {
    const sealed = sealer.seal(place, 'Ada Brook');
    const head = sealed.lastIndexOf(':') + 1;
    const bytes = Buffer.from(sealed.slice(head), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const forged = `${sealed.slice(0, head)}${altered.toString('base64url')}`;
      expect(() => sealer.open(place, forged)).toThrow(CannotOpen);
    }
  });

  it('opens with any key of the ring, and is sealed with the first', () => {
    const old = sealer.seal(place, 'Ada');
    const both = createSealer([k2, k1]);
    expect(both.open(place, old)).toBe('Ada');
    expect(sealedWith(both.seal(place, 'Ada'))).toBe('k2');
  });

  it('stays closed without its key, and under a key that took its name', () => {
    const sealed = sealer.seal(place, 'Ada');
    expect(() => createSealer([k2]).open(place, sealed)).toThrow(/k1/);
    expect(() => createSealer([key('k1')]).open(place, sealed)).toThrow(CannotOpen);
    expect(() => createSealer([]).seal(place, 'Ada')).toThrow(CannotOpen);
  });

  it('is told from text that was never sealed', () => {
    for (const plain of ['Ada', '', 'sealed:1:k1', 'sealed:1:k1:short', 'sealed:2:k1:aaaa']) {
      expect(sealer.open(place, plain)).toBe(plain);
    }
  });
});
