import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReference, signReference } from '#domain/billing';

const SECRET = 'a secret of the installation, long enough';
const COMMUNITY = '019a5b7e-1111-7000-8000-000000000001';
const MEMBER = '019a5b7e-2222-7000-8000-000000000002';
const uuid = fc.uuid();

describe('the signed reference of a checkout', () => {
  it('says who pays, within the 200 characters that Stripe allows', () => {
    fc.assert(
      fc.property(uuid, uuid, (communityId, memberId) => {
        const reference = signReference(communityId, memberId, SECRET);
        expect(readReference(reference, [SECRET])).toEqual({ communityId, memberId });
        expect(reference.length).toBeLessThanOrEqual(200);
        expect(reference).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  it('made by others says nothing', () => {
    const anything = fc.oneof(
      fc.string({ maxLength: 250 }),
      fc.tuple(uuid, uuid, fc.base64String()).map((parts) => parts.join('.')),
      fc.tuple(uuid, uuid).map(([community, member]) => signReference(community, member, 'another secret')),
    );
    fc.assert(
      fc.property(anything, (reference) => {
        expect(readReference(reference, [SECRET])).toBeNull();
      }),
      { numRuns: 2_000 },
    );
    for (const nothing of [null, '', '.', '..', '...', `${COMMUNITY}.${MEMBER}.`, `${COMMUNITY}.${MEMBER}`]) {
      expect(readReference(nothing, [SECRET])).toBeNull();
    }
  });

  it('is worthless once any of its characters is another', () => {
    const genuine = signReference(COMMUNITY, MEMBER, SECRET);
    const character = fc.constantFrom(...'abcdefXYZ0123456789-_.é ');
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), character, (place, other) => {
        fc.pre(genuine[place] !== other);
        const forged = genuine.slice(0, place) + other + genuine.slice(place + 1);
        expect(readReference(forged, [SECRET])).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('cannot be lengthened, shortened or joined with the signature of another', () => {
    const genuine = signReference(COMMUNITY, MEMBER, SECRET);
    const [, , signature] = genuine.split('.');
    for (const forged of [
      `${genuine}x`,
      `${genuine}.`,
      `${genuine}.x`,
      genuine.slice(0, -1),
      `${MEMBER}.${COMMUNITY}.${signature}`,
      `${COMMUNITY}.${COMMUNITY}.${signature}`,
      `x${genuine}`,
      ` ${genuine}`,
    ]) {
      expect(readReference(forged, [SECRET])).toBeNull();
    }
  });

  it('of one pair is no reference to another', () => {
    fc.assert(
      fc.property(uuid, uuid, uuid, (a, b, c) => {
        fc.pre(a !== b && b !== c && a !== c);
        const signature = signReference(b, c, SECRET).split('.')[2];
        for (const forged of [`${a}.${c}.${signature}`, `${b}.${a}.${signature}`, `${c}.${b}.${signature}`]) {
          expect(readReference(forged, [SECRET])).toBeNull();
        }
      }),
    );
  });
});
