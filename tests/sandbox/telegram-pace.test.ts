import { HttpError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { id, lobbyId, openBench, refusal, type Bench } from './telegram-bench.js';

/** A bench whose real time stands still until moved. */
async function slowBench(): Promise<Bench & { wait(seconds: number): void }> {
  let at = 0;
  const bench = await openBench({ pace: () => at });
  const wait = (seconds: number): void => {
    at += seconds * 1000;
  };
  return { ...bench, wait };
}

async function sendUntilRefused(bench: Bench, chat: number): Promise<[sent: number, refusal: string]> {
  for (let sent = 0; ; sent += 1) {
    const answer = await refusal(bench.api.sendMessage(chat, `message ${sent}`));
    if (answer !== 'done') return [sent, answer];
  }
}

describe('sending limits', () => {
  it('allow a group 20 messages a minute and say how long to wait', async () => {
    const bench = await slowBench();
    expect(await sendUntilRefused(bench, lobbyId)).toEqual([20, '429 Too Many Requests: retry after 3']);
    await expect(bench.api.sendMessage(lobbyId, 'x')).rejects.toMatchObject({
      parameters: { retry_after: 3 },
    });
    bench.wait(3);
    expect(await sendUntilRefused(bench, lobbyId)).toEqual([1, '429 Too Many Requests: retry after 3']);
    bench.wait(60);
    expect((await sendUntilRefused(bench, lobbyId))[0]).toBe(20);
  });

  it('allow one person a short burst, then one message a second', async () => {
    const bench = await slowBench();
    await bench.server.actions.start.run({ as: id('ada') });
    expect(await sendUntilRefused(bench, id('ada'))).toEqual([10, '429 Too Many Requests: retry after 1']);
    bench.wait(2);
    expect((await sendUntilRefused(bench, id('ada')))[0]).toBe(2);
  });

  it('allow 30 a second in all, and nothing is stored of what was refused', async () => {
    const bench = await slowBench();
    const people = Array.from({ length: 31 }, (_, n) =>
      bench.server.actions.createUser.run({ firstName: `P${n}` }),
    );
    const answers: string[] = [];
    for (const { userId } of people) await bench.server.actions.start.run({ as: userId });
    for (const { userId } of people) answers.push(await refusal(bench.api.sendMessage(userId, 'news')));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(30);
    expect(answers.at(-1)).toBe('429 Too Many Requests: retry after 1');
    const last = people.at(-1)?.userId ?? 0;
    expect(bench.server.view(last).chats[0]?.messages.map((message) => message.text)).toEqual(['/start']);
  });

  it('can be relaxed and made real again', async () => {
    const bench = await slowBench();
    bench.server.actions.limits.run({ relaxed: true });
    for (let n = 0; n < 50; n += 1)
      expect(await refusal(bench.api.sendMessage(lobbyId, `m${n}`))).toBe('done');
    bench.server.actions.limits.run({ relaxed: false });
    expect((await sendUntilRefused(bench, lobbyId))[0]).toBe(20);
  });
});

describe('faults', () => {
  it('strike the matching call as often as asked, before or after it did its work', async () => {
    const bench = await openBench();
    const { actions } = bench.server;
    const say = (text: string): Promise<string> => refusal(bench.api.sendMessage(lobbyId, text));
    const shown = (): (string | undefined)[] =>
      bench.server
        .view(id('ada'))
        .chats.find((chat) => chat.id === lobbyId)
        ?.messages.map(({ text }) => text) ?? [];
    actions.fault.run({
      match: { method: 'sendMessage', chatId: lobbyId },
      times: 2,
      kind: '429',
      retryAfter: 9,
    });
    expect(await refusal(bench.api.getMe())).toBe('done');
    expect(await say('a')).toBe('429 Too Many Requests: retry after 9');
    expect(await say('b')).toBe('429 Too Many Requests: retry after 9');
    expect(await say('c')).toBe('done');
    actions.fault.run({ match: {}, times: 1, kind: '500' });
    expect(await say('d')).toBe('500 Internal Server Error');
    actions.fault.run({ match: {}, times: 1, kind: '500-after' });
    expect(await say('e')).toBe('500 Internal Server Error');
    actions.fault.run({ match: {}, times: 1, kind: 'reset' });
    await expect(bench.api.sendMessage(lobbyId, 'f')).rejects.toBeInstanceOf(HttpError);
    const deactivated = 'Forbidden: user is deactivated';
    actions.fault.run({ match: {}, times: 5, kind: 'code', code: 403, description: deactivated });
    expect(await say('g')).toBe(`403 ${deactivated}`);
    actions.clearFaults.run({});
    expect(await say('h')).toBe('done');
    expect(shown()).toEqual(['c', 'e', 'h']);
  });
});
