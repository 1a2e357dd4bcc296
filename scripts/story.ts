/**
 * The whole story, told to a running product through the control API of its sandbox: people on both platforms
 * and in both languages subscribe, fail to pay, are reminded, leave and come back, and moderators look after
 * them. Prints what everybody did and saw; exits 1 when something did not end as it should.
 *
 *   node --import tsx --conditions=development scripts/story.ts --api http://127.0.0.1:7700/sandbox/api
 *
 * A product with its own demo community is begun anew. One that was pointed at a sandbox in another process is
 * set up first, with the code from its banner: `--setup-code ABCD-EFGH-JKMN`.
 */
import { parseArgs } from 'node:util';
import { createActors } from './story/actors.js';
import { connect as connectControl, Waited } from './story/control.js';
import * as crossing from './story/crossing.js';
import * as failing from './story/failing.js';
import * as goingLive from './story/going-live.js';
import * as habits from './story/habits.js';
import * as joining from './story/joining.js';
import { linking } from './story/linking.js';
import { createScript } from './story/script.js';
import * as staff from './story/staff.js';
import type { Stage } from './story/stage.js';
import * as weather from './story/weather.js';

const { values } = parseArgs({
  options: { api: { type: 'string' }, 'setup-code': { type: 'string' } },
});
if (!values.api) {
  console.error('usage: story.ts --api http://127.0.0.1:7700/sandbox/api [--setup-code CODE]');
  process.exit(64);
}
const code = values['setup-code'];
const control = await connectControl(values.api.replace(/\/+$/, ''));
const script = createScript((line) => console.log(line));
const actors = createActors(control, script);

const stage: Stage = {
  act: control.act,
  look: control.look,
  until: control.until,
  demo: control.about.demo,
  script,
  actors,
  async pass(days) {
    script.note(days === 1 ? 'a day passes' : `${days} days pass`);
    await control.advance({ days });
  },
  async becomes(what, so) {
    try {
      await control.until(what, so);
      script.check(what, true);
    } catch (error) {
      if (!(error instanceof Waited)) throw error;
      script.check(what, false, error.message);
    }
  },
};

try {
  if (!code) await control.reset();
  await control.until('the bot is there, with its commands', async () => {
    const { discord } = await control.look('olivia');
    return discord.bot.online && discord.commands.length > 0;
  });
  await actors.catchUp();
  if (code) {
    await goingLive.connect(stage, code);
    await goingLive.stock(stage);
  } else {
    await goingLive.demo(stage);
  }
  const acts = [
    goingLive.rearrange,
    joining.onDiscord,
    joining.onTelegram,
    failing.renewal,
    linking,
    failing.cancelling,
    staff.gifts,
    staff.sync,
    staff.wave,
    habits.settings,
    habits.closedDoors,
    crossing.chineseOnDiscord,
    crossing.englishOnTelegram,
    weather.webhooks,
    weather.platforms,
  ];
  for (const act of acts) await act(stage);
} catch (error) {
  script.check(
    'the story goes on',
    false,
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
} finally {
  control.close();
}
process.exitCode = script.failures().length > 0 ? 1 : 0;
