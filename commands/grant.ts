import { command, say } from '#contracts';
import { UserFacingError } from '#kernel/errors';
import { verifyButton, whyButton } from './pieces/buttons.js';
import { nameOf } from './pieces/people.js';
import { planOf, suggestPlans } from './pieces/plans.js';

export const grant = command({
  name: 'grant',
  for: 'moderator',
  visibility: 'private',
  options: {
    member: { type: 'member', required: true, summary: 'commands.grant.options.member.summary' },
    plan: {
      type: 'text',
      required: true,
      summary: 'commands.grant.options.plan.summary',
      suggest: suggestPlans('active'),
    },
    reason: {
      type: 'text',
      required: true,
      maxLength: 200,
      summary: 'commands.grant.options.reason.summary',
    },
    until: { type: 'date', summary: 'commands.grant.options.until.summary' },
  },
  async run(context, rooms) {
    const { actor, community, now, options } = context;
    const member = await rooms.members.member(community.id, options.member);
    const plan = await planOf(options.plan, 'active', context, rooms);
    const reason = options.reason.trim();
    if (reason === '') throw new UserFacingError('reason_missing');
    if (options.until && options.until <= now) throw new UserFacingError('date_past');
    const given = await rooms.access.grant(community.id, {
      memberId: member.id,
      planId: plan.id,
      reason,
      endsAt: options.until ?? null,
      byId: actor.member.id,
    });
    const report = await rooms.access.converge(community.id, member.id, 'event');
    return {
      tone: report.failed > 0 ? 'warning' : 'good',
      title: say('moderator.grant.done', { member: nameOf(member), plan: plan.name }),
      body: [
        given.endsAt
          ? say('moderator.grant.until', { at: { at: given.endsAt, as: 'datetime' }, reason: given.reason })
          : say('moderator.grant.open', { reason: given.reason }),
        ...(report.waiting > 0 ? [say('moderator.grant.waiting')] : []),
        ...(report.failed > 0 ? [say('moderator.grant.failed')] : []),
      ],
      buttons: [[whyButton({ member: member.id }), verifyButton({ member: member.id })]],
    };
  },
});
