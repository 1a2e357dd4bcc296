import { createHmac } from 'node:crypto';
import { lockMember, type Database } from '#database';
import { days, later, type Clock } from '#kernel/clock';
import { hashOfCode, newSpokenCode } from '#kernel/ids';
import type { Access } from '#domain/access';
import type { Billing, Plan } from '#domain/billing';
import type { Members, Person } from '#domain/members';
import type { ImportLine, ImportOptions, IssuedCode } from './model.js';
import type { ImportStore, MadeFor } from './store.js';

export interface DeedDeps {
  database: Database;
  store: ImportStore;
  members: Members;
  billing: Billing;
  access: Access;
  clock: Clock;
}

/** Whom a row means: accounts that an owner vouches for, or a member we know already. */
export type Whom = { accounts: readonly Person[] } | { memberId: string };

type Done = Pick<ImportLine, 'outcome' | 'refusal' | 'apart'>;

/** The reason by which what was taken over is known among grants. */
const REASON = 'import';

/** What a row or subscriber can bring; each is done, or only looked at, and says which. */
export function createDeeds({ database, store, members, billing, access, clock }: DeedDeps) {
  /** The member a row means, put on the list if need be; `null` in a dry run when nobody is known yet. */
  async function memberFor(
    communityId: string,
    whom: Whom,
    { apply, joinAccounts }: ImportOptions,
  ): Promise<{ memberId: string | null; apart?: true } | 'two_people'> {
    if ('memberId' in whom) return { memberId: whom.memberId };
    const accounts = joinAccounts ? whom.accounts : whom.accounts.slice(0, 1);
    const apart = accounts.length < whom.accounts.length ? { apart: true as const } : {};
    if (!apply) {
      const known = new Set<string>();
      for (const { platform, externalId } of accounts) {
        const member = await members.byAccount(communityId, platform, externalId);
        if (member) known.add(member.id);
      }
      if (known.size > 1) return 'two_people';
      return { memberId: [...known][0] ?? null, ...apart };
    }
    const member = await members.enlist(communityId, accounts);
    return member === 'two_people' ? member : { memberId: member.id, ...apart };
  }

  return {
    async tie(
      communityId: string,
      customerId: string,
      whom: Whom,
      planIds: readonly string[],
      options: ImportOptions,
    ): Promise<Done> {
      const owner = await billing.tiedTo(customerId);
      if (owner && owner.communityId !== communityId)
        return { outcome: 'refused', refusal: 'customer_taken' };
      const found = await memberFor(communityId, whom, options);
      if (found === 'two_people') return { outcome: 'refused', refusal: 'two_people' };
      const { memberId, ...rest } = found;
      if (owner) {
        return owner.memberId === memberId
          ? { outcome: 'already', ...rest }
          : { outcome: 'refused', refusal: 'customer_taken' };
      }
      if (!options.apply || memberId === null) return { outcome: 'tied', ...rest };
      const tied = await database.transaction(async (tx) => {
        await lockMember(tx, communityId, memberId);
        const result = await billing.tie(tx, communityId, memberId, customerId);
        if (result !== 'tied') return result;
        await access.owe(tx, communityId, memberId, planIds);
        const entry = {
          action: 'customer.tied',
          actorId: null,
          subjectId: memberId,
          details: { customer: customerId },
        };
        await members.audit(communityId, entry, tx);
        return result;
      });
      return tied === 'taken'
        ? { outcome: 'refused', refusal: 'customer_taken' }
        : { outcome: tied, ...rest };
    },

    async grant(
      communityId: string,
      whom: Whom,
      plan: Plan,
      endsAt: Date | null,
      options: ImportOptions,
    ): Promise<Done> {
      const found = await memberFor(communityId, whom, options);
      if (found === 'two_people') return { outcome: 'refused', refusal: 'two_people' };
      const { memberId, ...rest } = found;
      if (memberId === null) return { outcome: 'granted', ...rest };
      const grant = { memberId, planId: plan.id, reason: REASON, endsAt };
      const fresh = options.apply
        ? await database.transaction((tx) => access.grantOnce(tx, communityId, grant))
        : !(await access.wasGranted(communityId, grant));
      return { outcome: fresh ? 'granted' : 'already', ...rest };
    },

    /** A code for whoever cannot be told by an id, unless they have one. */
    async code(
      communityId: string,
      made: MadeFor,
      what: Pick<IssuedCode, 'email' | 'name'> & { plan: Plan | null; endsAt: Date | null },
      { apply, reissue, validDays, issue }: ImportOptions,
    ): Promise<Done> {
      const now = clock.now();
      const known = await store.codeFor(communityId, made, now);
      if (known === 'used') return { outcome: 'already' };
      if (known === 'open' && !reissue) return { outcome: 'issued' };
      if (!apply) return { outcome: 'code' };
      const { plan, endsAt, email, name } = what;
      const code = newSpokenCode();
      const valid = later(now, days(validDays));
      // Nothing is left of a term that is over.
      const expiresAt = endsAt !== null && endsAt < valid ? endsAt : valid;
      const stripeCustomerId = 'stripeCustomerId' in made ? made.stripeCustomerId : null;
      // Kept first: a code that is nowhere but here would be lost for good.
      const stripeCustomer = stripeCustomerId ?? '';
      await issue({ code, stripeCustomer, plan: plan?.name ?? '', email, name, expiresAt });
      await store.putCode(communityId, made, {
        codeHash: hashOfCode(code),
        stripeCustomerId,
        planId: stripeCustomerId ? null : (plan?.id ?? null),
        endsAt,
        reason: REASON,
        rowKey: 'rowKeys' in made ? (made.rowKeys[0] ?? null) : null,
        issuedAt: now,
        expiresAt,
      });
      return { outcome: 'code' };
    },
  };
}

export type Deeds = ReturnType<typeof createDeeds>;

/** Digests that name a row by its contents and tell nobody what they are; by the current secret first. */
export function rowKeys(
  secrets: readonly string[],
  communityId: string,
  contents: readonly string[],
): string[] {
  const text = JSON.stringify([communityId, ...contents]);
  return secrets.map((secret) => createHmac('sha256', secret).update(`import:${text}`).digest('base64url'));
}
