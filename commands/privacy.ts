import { command, say, type Phrase } from '#contracts';
import { platforms } from '#domain/members';
import { forgetMeButton, myDataButton, settingsButton } from './pieces/privacy.js';
import { listed, stacked } from './pieces/words.js';

export const privacy = command({
  name: 'privacy',
  for: 'member',
  visibility: 'private',
  options: {},
  async run({ community }, { members, engagement }) {
    const used = new Set((await members.spaces(community.id)).map((space) => space.platform));
    const carriers = platforms.filter((platform) => used.has(platform));
    const field = (name: Phrase, ...lines: Phrase[]) => ({ name, value: stacked(lines) });
    return {
      title: say('privacy.about.title'),
      body: [say('privacy.about.who', { community: community.name })],
      fields: [
        field(
          say('privacy.about.kept'),
          say('privacy.about.kept_what'),
          say('privacy.about.kept_counted'),
          say('privacy.about.kept_not'),
        ),
        field(
          say('privacy.about.long'),
          say('privacy.about.long_what'),
          say('privacy.about.long_counted', { days: engagement.rawDays }),
        ),
        field(say('privacy.about.seen'), say('privacy.about.seen_what'), say('privacy.about.seen_where')),
        field(
          say('privacy.about.others'),
          say('privacy.about.others_stripe'),
          ...(carriers.length > 0
            ? [
                say('privacy.about.others_platforms', {
                  platforms: listed(carriers.map((platform) => say(`common.platforms.${platform}`))),
                }),
              ]
            : []),
          say('privacy.about.others_nobody'),
        ),
        field(say('privacy.about.rights'), say('privacy.about.rights_what')),
      ],
      buttons: [[myDataButton(), settingsButton(), forgetMeButton()]],
    };
  },
});
