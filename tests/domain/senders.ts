import type { DirectMessage, Sender, SendResult } from '#domain/delivery';

/** A platform's side of direct messages: what arrived, and what it answers. */
export function createMailbox(kind: 'discord' | 'telegram') {
  /** What people can read, by nonce where the platform knows it again. */
  const arrived: DirectMessage[] = [];
  /** Every call, arrived or not. */
  const calls: DirectMessage[] = [];
  const answers: (() => SendResult | 'lost' | 'crash' | Promise<SendResult>)[] = [];

  let blind = false;

  const deliver = (message: DirectMessage): SendResult => {
    const known = kind === 'discord' ? arrived.findIndex((one) => one.nonce === message.nonce) : -1;
    if (known < 0) arrived.push(message);
    const messageId = String(known < 0 ? arrived.length : known + 1);
    return { kind: 'sent', chat: `chat-${message.to}`, messageId };
  };

  const sender: Sender = {
    dedupeMs: kind === 'discord' ? 120_000 : 0,
    async send(message) {
      calls.push(message);
      const answer = await answers.shift()?.();
      if (answer === 'crash') throw new Error('the process dies here');
      if (answer === undefined) return deliver(message);
      if (answer !== 'lost') return answer;
      deliver(message);
      return { kind: 'unknown', reason: 'the answer was lost' };
    },
    ...(kind === 'discord' && {
      async find(message: DirectMessage) {
        if (blind) return null;
        const index = arrived.findIndex((one) => one.nonce === message.nonce);
        return index < 0 ? ('absent' as const) : { chat: `chat-${message.to}`, messageId: String(index + 1) };
      },
    }),
  };
  return {
    sender,
    arrived,
    calls,
    /** The next calls are answered so, in order; after that, everything arrives. */
    answerWith(...given: (SendResult | 'lost' | 'crash')[]): void {
      answers.push(...given.map((one) => () => one));
    },
    /** The conversation cannot be looked through for an earlier try. */
    unreadable(is: boolean): void {
      blind = is;
    },
    /** The next call is answered when the test says so; `asked` resolves once it has come. */
    answerLate(): { asked: Promise<void>; answer: (result: SendResult) => void } {
      let answer: (result: SendResult) => void = () => {};
      const late = new Promise<SendResult>((resolve) => (answer = resolve));
      const asked = new Promise<void>((resolve) => {
        answers.push(() => {
          resolve();
          return late;
        });
      });
      return { asked, answer };
    },
  };
}

export type Mailbox = ReturnType<typeof createMailbox>;
