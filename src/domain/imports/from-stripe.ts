import type { Person } from '#domain/members';
import type { Deeds, DeedDeps, Whom } from './deeds.js';
import type { ImportLine, ImportOptions, Report } from './model.js';
import type { Subscriber, SubscriberSource } from './ports.js';

/** Takes over whoever has a running subscription at a price of ours and is nobody's customer yet. */
export async function fromStripe(
  { members, billing }: Pick<DeedDeps, 'members' | 'billing'>,
  deeds: Deeds,
  communityId: string,
  source: SubscriberSource,
  options: ImportOptions,
  report: Report,
): Promise<void> {
  const plans = await billing.plans(communityId, true);
  const planIds = plans.map((plan) => plan.id);
  const seen = new Set<string>();
  for (const plan of plans) {
    for (const { priceId } of plan.prices) {
      for await (const subscriber of source.subscribers(priceId)) {
        const { customerId, email, name } = subscriber;
        if (seen.has(customerId)) continue;
        seen.add(customerId);
        const line = (done: Omit<ImportLine, 'line' | 'what'>) =>
          report({ line: null, what: customerId, ...done });
        const owner = await billing.tiedTo(customerId);
        if (owner) {
          const ours = owner.communityId === communityId;
          line(ours ? { outcome: 'already' } : { outcome: 'refused', refusal: 'customer_taken' });
          continue;
        }
        const whom = await meant(subscriber);
        line(
          whom
            ? await deeds.tie(communityId, customerId, whom, planIds, options)
            : await deeds.code(
                communityId,
                { stripeCustomerId: customerId },
                { plan, endsAt: null, email: email ?? '', name: name ?? '' },
                options,
              ),
        );
      }
    }
  }

  /** Whom the owner's own books name. */
  async function meant({ metadata, name }: Subscriber): Promise<Whom | null> {
    const memberId = metadata['lyceum_member'];
    // Tied by us once, and forgotten: the database may have come from a backup.
    if (memberId && metadata['lyceum_community'] === communityId) {
      const known = await members.member(communityId, memberId).catch(() => null);
      if (known) return { memberId };
    }
    const accounts: Person[] = [];
    for (const [platform, shape] of [
      ['discord', /^\d{17,20}$/],
      ['telegram', /^[1-9]\d{0,15}$/],
    ] as const) {
      const values = options.keys[platform].map((key) => (metadata[key] ?? '').trim());
      const externalId = values.find((value) => shape.test(value));
      if (externalId) accounts.push({ platform, externalId, name: name || externalId });
    }
    return accounts.length > 0 ? { accounts } : null;
  }
}
