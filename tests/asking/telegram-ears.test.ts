import { describe, expect, it } from 'vitest';
import type { Answer } from '#contracts';
import {
  answered,
  botName,
  id,
  literal,
  lobbyId,
  openBench,
  scriptedDispatcher,
  startBot,
  type Overheard,
} from '../adapters/telegram-bench.js';

async function scene(hear: (said: Overheard) => ReturnType<typeof answered> | null = () => null) {
  const bench = await openBench();
  const refused: Answer['reply'] = { tone: 'bad', body: [literal('not yours')], buttons: [] };
  const script = scriptedDispatcher(() => answered('', { reply: refused }), hear);
  await startBot(bench, { dispatch: script.dispatch });
  await bench.says('ada', '/start');
  return { bench, ...script };
}

const lobby = { chat: lobbyId };

describe('what is said without a command on Telegram', () => {
  it('is direct in private, a mention where we are named, and overheard elsewhere', async () => {
    const { bench, overheard } = await scene();
    await bench.says('ada', 'when is my next payment?');
    await bench.says('ada', `@${botName.toUpperCase()}, how do I cancel?`, lobby);
    await bench.says('wei', `怎么退款 @${botName}`, lobby);
    await bench.says('ada', `@${botName}x is another bot`, lobby);
    await bench.says('ada', 'nice weather', lobby);
    await bench.says('ada', '/nothing_of_ours', lobby);
    const where = { placeExternalIds: [String(lobbyId)], placeTitle: 'Lyceum Lobby' };
    expect(overheard).toMatchObject([
      { way: 'direct', text: 'when is my next payment?', placeExternalIds: [] },
      { way: 'mention', text: 'how do I cancel?', ...where, space: { externalId: String(lobbyId) } },
      { way: 'mention', text: '怎么退款', person: { externalId: String(id('wei')), locale: 'zh-hans' } },
      { way: 'overheard', ...where },
      { way: 'overheard', text: 'nice weather', ...where },
    ]);
  });

  it('is answered with the message quoted, or not at all', async () => {
    const { bench, overheard } = await scene(({ text }) =>
      text === 'when?' ? answered('on Monday', { visibility: 'public' }) : null,
    );
    await bench.says('ada', 'hello', lobby);
    const asked = await bench.says('ada', 'when?', lobby);
    const read = bench.reads('ada', lobbyId);
    expect(read.at(-1)).toMatchObject({ text: 'on Monday', reply_to_message: { message_id: asked } });
    expect(bench.calls('sendMessage').at(-1)?.body).toMatchObject({
      reply_parameters: { message_id: asked, allow_sending_without_reply: true },
    });
    const answer = read.at(-1)?.message_id;
    await bench.says('ada', 'thanks', { chat: lobbyId, ...(answer !== undefined && { replyTo: answer }) });
    expect(overheard.at(-1)).toMatchObject({ way: 'overheard', repliesTo: String(answer) });
  });

  it('says nothing about an answer that it may not give where nobody asked for it', async () => {
    const { bench } = await scene(() => answered('by the way'));
    bench.server.actions.fault.run({
      match: { method: 'sendMessage', chatId: undefined },
      times: 1,
      kind: 'code',
      code: 403,
      description: 'Forbidden: bot was kicked from the supergroup chat',
      retryAfter: undefined,
      percent: undefined,
    });
    await bench.says('ada', 'my secret plans', lobby);
    await bench.says('ada', 'and more', lobby);
    expect(bench.logged.join()).not.toMatch(/secret|could not be handled/);
    expect(bench.reads('ada', lobbyId).filter(({ text }) => text === 'by the way')).toHaveLength(1);
  });

  it('tells whoever presses what is not theirs on the spot, without a word in the chat', async () => {
    const button = { label: literal('Yes'), token: 'T'.repeat(22), style: 'plain' as const };
    const { bench } = await scene(() =>
      answered('on Monday', { visibility: 'public', reply: { buttons: [[button]] } }),
    );
    await bench.says('ada', 'when?', lobby);
    const before = bench.reads('ben', lobbyId);
    expect(await bench.presses('ben', 'Yes', lobbyId)).toMatchObject({ text: 'not yours', alert: true });
    expect(bench.reads('ben', lobbyId)).toEqual(before);
  });
});
