/**
 * The whole story, told to a running product through the control API of its sandbox: people on both platforms
 * and in both languages subscribe, fail to pay, are reminded, leave and come back, and moderators look after
 * them. Prints what everybody did and saw; exits 1 when something did not end as it should.
 *
 *   node --import tsx --conditions=development scripts/story.ts --api http://127.0.0.1:7700/sandbox/api
 *
 * A product with its own demo community is begun anew. One that was pointed at a sandbox in another process is
 * set up first, with the code from its banner: `--setup-code ABCD-EFGH-JKMN`. In a shell that has the product's
 * settings, `--with-import` tells of `lyceum import` too.
 */
import { execFile } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createActors } from './story/actors.js';
import * as advice from './story/advice.js';
import * as asking from './story/asking.js';
import * as buying from './story/buying.js';
import * as changing from './story/changing.js';
import { connect as connectControl, Waited } from './story/control.js';
import * as crossing from './story/crossing.js';
import * as failing from './story/failing.js';
import * as giving from './story/giving.js';
import * as goingLive from './story/going-live.js';
import * as habits from './story/habits.js';
import * as importing from './story/importing.js';
import * as joining from './story/joining.js';
import { linking } from './story/linking.js';
import * as lookingAfter from './story/looking-after.js';
import * as moneyBack from './story/money-back.js';
import * as numbers from './story/numbers.js';
import * as outages from './story/outages.js';
import * as owning from './story/owning.js';
import * as privacy from './story/privacy.js';
import { createScript } from './story/script.js';
import * as staff from './story/staff.js';
import type { Stage } from './story/stage.js';
import * as teaching from './story/teaching.js';
import * as weather from './story/weather.js';

const { values } = parseArgs({
  options: {
    api: { type: 'string' },
    'setup-code': { type: 'string' },
    'with-import': { type: 'boolean', default: false },
  },
});
if (!values.api) {
  console.error(
    'usage: story.ts --api http://127.0.0.1:7700/sandbox/api [--setup-code CODE] [--with-import]',
  );
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
  past: !code,
  ...(values['with-import'] ? { lyceum } : {}),
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
    owning.checklist,
    importing.takingOver,
    joining.onDiscord,
    joining.onTelegram,
    numbers.living,
    numbers.read,
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
    owning.staff,
    owning.elsewhere,
    buying.once,
    buying.forGood,
    buying.byInvoice,
    buying.byForm,
    giving.fromTelegram,
    giving.fromDiscord,
    changing.switching,
    changing.pausing,
    moneyBack.disputes,
    moneyBack.refunds,
    moneyBack.strangers,
    lookingAfter.drift,
    lookingAfter.outbox,
    outages.discord,
    outages.telegram,
    outages.stripe,
    teaching.onDiscord,
    teaching.changing,
    teaching.onTelegram,
    teaching.withdrawing,
    asking.answered,
    asking.handedOver,
    asking.handedOverInChinese,
    advice.recommended,
    advice.recommendedInChinese,
    advice.digest,
    numbers.told,
    owning.audit,
    privacy.onDiscord,
    privacy.onTelegram,
  ];
  for (const act of acts) {
    try {
      await act(stage);
    } catch (error) {
      // What cannot go on here says so; the others still have something to tell.
      script.check('this part goes on', false, told(error));
    }
  }
} catch (error) {
  script.check('the story goes on', false, told(error));
} finally {
  control.close();
}
process.exitCode = script.failures().length > 0 ? 1 : 0;

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs the product's command line from these sources; whatever it exits with, what it says is the answer. */
function lyceum(args: string[]): Promise<string> {
  const node = ['--import', 'tsx', '--conditions=development', 'src/app/cli.ts'];
  return new Promise((resolve) => {
    execFile(process.execPath, [...node, ...args], (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}
