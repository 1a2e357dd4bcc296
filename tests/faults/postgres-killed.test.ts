import { afterAll, beforeAll, expect, it } from 'vitest';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { person } from '../_support/product.js';
import { install, openCheckout, serverPid, type Installation } from './installation.js';
import { cancelAll } from './scene.js';

let home: Installation;
beforeAll(async () => {
  home = await install();
});
afterAll(() => home.stop());

it('an embedded Postgres that is killed is started again, in the same process, and nothing is lost', async () => {
  const { product } = home;
  const pay: Record<string, () => Promise<void>> = {};
  for (const key of ['ada', 'ben', 'lin']) pay[key] = await openCheckout(product, key);
  await pay['ada']?.();
  await product.until('ada is in', () => onDiscord(product, 'ada').roles().includes('Member'));
  await product.settle();

  for (let kill = 0; kill < 2; kill += 1) {
    const pid = await serverPid(home.dataDir);
    process.kill(pid, 'SIGKILL');
    // What happens right now, happens without a database.
    if (kill === 0) await Promise.all([pay['ben']?.(), pay['lin']?.()]);
    else await cancelAll(product, 'ada');
    const answer = await onDiscord(product, 'wei').say('plans');
    expect(answer.outcome).toBe('reply');
    await home.untilReady();
    expect(await serverPid(home.dataDir)).not.toBe(pid);
    await home.later(1);
    await product.until(`all is as it should be after kill ${kill + 1}`, () =>
      kill === 0
        ? ['ada', 'ben', 'lin'].every((key) => onDiscord(product, key).roles().includes('Member'))
        : !onDiscord(product, 'ada').roles().includes('Member'),
    );
  }
  // Commands and Telegram work as ever.
  const wei = onTelegram(product, 'wei');
  await wei.act('start', {});
  expect((await wei.say('/help')).text).toContain('/membership');
  expect(person('wei').locale).toBe('zh-CN');
});
