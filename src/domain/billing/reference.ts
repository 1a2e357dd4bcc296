import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The reference that travels through a checkout: which member pays, signed, so that a link with somebody
 * else's id in it, typed by hand, ties nobody to anything. At most 200 characters, as Stripe asks.
 */
export function signReference(communityId: string, memberId: string, secret: string): string {
  return `${communityId}.${memberId}.${mac(communityId, memberId, secret)}`;
}

/** Whose reference this is, or null when it was made with none of our secrets. */
export function readReference(
  reference: string | null,
  secrets: readonly string[],
): { communityId: string; memberId: string } | null {
  const [communityId, memberId, signature, rest] = (reference ?? '').split('.');
  if (!communityId || !memberId || !signature || rest !== undefined) return null;
  const given = Buffer.from(signature);
  const ours = secrets.some((secret) => {
    const expected = Buffer.from(mac(communityId, memberId, secret));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return ours ? { communityId, memberId } : null;
}

function mac(communityId: string, memberId: string, secret: string): string {
  return createHmac('sha256', secret)
    .update(`checkout:${communityId}:${memberId}`)
    .digest('base64url')
    .slice(0, 32);
}
