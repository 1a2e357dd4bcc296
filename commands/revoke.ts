import { command, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { ConvergeReport, Grant } from '#domain/access';
import type { Plan } from '#domain/billing';
import type { Member } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import { whyButton } from './pieces/buttons.js';
import { nameOf } from './pieces/people.js';
import { untilOf } from './pieces/subscriptions.js';
import { rowsOf } from './pieces/words.js';

export const revoke = command({
  name: 'revoke',
  for: 'moderator',
  visibility: 'private',
  options: {
    member: { type: 'member', required: true, summary: 'commands.revoke.options.member.summary' },
    reason: {
      type: 'text',
      required: true,
      maxLength: 200,
      summary: 'commands.revoke.options.reason.summary',
    },
    grant: { type: 'text', summary: 'commands.revoke.options.grant.summary' },
  },
  async run({ actor, community, options }, rooms) {
    const member = await rooms.members.member(community.id, options.member);
    const reason = options.reason.trim();
    if (reason === '') throw new UserFacingError('reason_missing');
    const grants = await rooms.access.grants(community.id, member.id);
    const plans = await rooms.billing.plans(community.id, true);
    if (grants.length === 0) {
      return {
        title: say('moderator.revoke.none', { member: nameOf(member) }),
        buttons: [[whyButton({ member: member.id })]],
      };
    }
    const chosen = options.grant ? findGrant(grants, plans, options.grant) : onlyOne(grants);
    if (!chosen) return choose(member, grants, plans, reason);

    await rooms.access.revoke(community.id, { grantId: chosen.id, reason, byId: actor.member.id });
    const report = await rooms.access.converge(community.id, member.id, 'event');
    const entitlements = await rooms.access.entitlements(community.id, member.id);
    const still = entitlements.some((one) => one.planId === chosen.planId && one.granting);
    return {
      tone: still ? 'plain' : 'good',
      title: say('moderator.revoke.done', {
        member: nameOf(member),
        plan: planName(chosen, plans),
      }),
      body: [outcome(still, report), say('moderator.revoke.reason', { reason })],
      buttons: [[whyButton({ member: member.id })]],
      replaces: options.grant !== undefined,
    };
  },
});

/** By id, or by the plan's name when that fits one alone. Throws UserFacingError `grant_unknown`. */
function findGrant(grants: readonly Grant[], plans: readonly Plan[], typed: string): Grant {
  const wanted = typed.trim().toLowerCase();
  const byPlan = grants.filter((one) => planName(one, plans).toLowerCase() === wanted);
  const found = grants.find((one) => one.id === typed.trim()) ?? onlyOne(byPlan);
  if (!found) throw new UserFacingError('grant_unknown');
  return found;
}

function onlyOne(grants: readonly Grant[]): Grant | undefined {
  return grants.length === 1 ? grants[0] : undefined;
}

function choose(member: Member, grants: readonly Grant[], plans: readonly Plan[], reason: string): Reply {
  const values = (one: Grant) => ({ plan: planName(one, plans), until: untilOf(one) });
  return {
    title: say('moderator.revoke.choose', { member: nameOf(member) }),
    list: grants.map((one) => ({
      mark: 'dot',
      text: say('moderator.revoke.item', { ...values(one), reason: one.reason }),
    })),
    buttons: rowsOf(
      grants.map((one): ReplyButton => ({
        label: say('moderator.revoke.button', values(one)),
        command: 'revoke',
        options: { member: member.id, grant: one.id, reason },
        style: 'danger',
      })),
    ),
  };
}

function outcome(still: boolean, { failed, held, retryInMs }: ConvergeReport): Phrase {
  if (still) return say('moderator.revoke.still');
  return say(failed + held > 0 || retryInMs !== null ? 'moderator.revoke.partly' : 'moderator.revoke.gone');
}

function planName({ planId }: Grant, plans: readonly Plan[]): string {
  return plans.find((plan) => plan.id === planId)?.name ?? '?';
}
