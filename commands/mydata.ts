import { command, isTextKey, plain, say } from '#contracts';
import type { Kept, Locale } from '#domain/members';
import { forgetMeButton } from './pieces/privacy.js';

export const mydata = command({
  name: 'mydata',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: {},
  async run({ actor, community, now }, { privacy, billing }) {
    const kept = await privacy.kept(community.id, actor.member.id);
    const plans = await billing.plans(community.id, true);
    const { locale } = actor;
    const file = {
      about: {
        what: plain(locale, 'privacy.mydata.what', { community: community.name }),
        madeAt: now,
        leftOut: plain(locale, 'privacy.mydata.left_out'),
        plans: Object.fromEntries(plans.map(({ id, name }) => [id, name])),
      },
      ...explained(kept, locale),
    };
    return {
      title: say('privacy.mydata.title'),
      body: [say('privacy.mydata.body'), say('privacy.mydata.format')],
      file: {
        name: `my-data-${now.toISOString().slice(0, 10)}.json`,
        type: 'application/json',
        data: new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`),
      },
      buttons: [[forgetMeButton()]],
    };
  },
});

/** Each kind of entry with a line that says what it is; none is left out for being empty. */
function explained(kept: Kept, locale: Locale): Record<string, { what: string; entries: Kept[string] }> {
  return Object.fromEntries(
    Object.entries(kept).map(([kind, entries]) => {
      const key = `privacy.kinds.${kind}`;
      return [kind, { what: isTextKey(key) ? plain(locale, key) : kind, entries }];
    }),
  );
}
