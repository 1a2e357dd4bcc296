/** One person, two accounts: joined by a code that works once, and for nobody else. */
import { anything, type Stage } from './stage.js';

const CODE = /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/;

export async function linking(stage: Stage): Promise<void> {
  const { script, actors, demo } = stage;
  const [ada, lin] = [actors.person('ada'), actors.person('lin')];
  const { chatId } = demo.telegram;

  script.chapter('Ada joins her Telegram account');
  const { text } = await ada.discord.say('link', {}, CODE);
  const code = CODE.exec(text)?.[0] ?? '';
  await ada.discord.say('link', { code }, /same platform/);
  await ada.telegram.start(anything);
  const joined = await ada.telegram.say(`/link ${code.toLowerCase()}`, /Joined/);
  script.check(
    'the group can be entered from there',
    joined.buttons.some(({ url }) => url !== undefined),
  );
  const link = joined.buttons.find(({ url }) => url)?.url ?? '';
  await stage.act('telegram', 'requestToJoin', { as: ada.telegramId, link });
  await stage.becomes('Ada is in the group', async () => (await ada.telegram.standing(chatId)) === 'member');
  await ada.telegram.say('/why', /Every step holds/);
  await ada.discord.say('why', {}, /Every step holds/);
  await ada.discord.say('verify', {}, /All is as it should be/);

  script.chapter('林晓捡到同一个代码');
  await lin.telegram.start(anything);
  await lin.telegram.say(`/关联 ${code}`, /不对、已经用过/);
  await lin.discord.say('link', {}, /你的代码/);
  script.check('林晓 has nothing', !(await lin.discord.roles()).includes('Member'));
  await actors.catchUp();
}
