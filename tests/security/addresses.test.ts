import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDispatcher } from '#app/dispatch/dispatcher';
import { unhurried } from '#app/dispatch/pace';
import { commands } from '#commands';
import { silentLog } from '#kernel/log';
import { startProduct, type Product } from '../_support/product.js';
import { root, sources } from '../_support/sources.js';
import { someOf } from '../_support/thorough.js';
import { filledIn, leaves, speakerOn } from './cast.js';

/** Addresses that people give to have somebody else ask for them. */
const FORMS = [
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://169.254.169.254.nip.example/',
  'http://127.0.0.1:61999/',
  'http://localhost:61999/',
  'http://[::1]:61999/',
  'http://[::ffff:127.0.0.1]:61999/',
  'http://0.0.0.0:61999/',
  'http://0/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1.evil.example/',
  'http://evil.example@127.0.0.1/',
  'http://127.0.0.1#@evil.example/',
  'http://127。0。0。1/',
  'http://①②⑦.0.0.1/',
  'http://10.0.0.1/',
  'http://192.168.0.1/',
  'http://172.16.0.1/',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[fe80::1]/',
  'http://[ff02::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://evil.example/',
  'https://evil.example/redirect?to=http://127.0.0.1/',
  'https://evil.example:22/',
  'https://user:pass@evil.example/',
  '//evil.example/',
  '///evil.example/',
  '\\\\evil.example\\share',
  'evil.example',
  'ftp://evil.example/',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'dict://127.0.0.1:6379/info',
  'ldap://127.0.0.1/',
  'file:///etc/passwd',
  'file://evil.example/share',
  'jar:http://evil.example!/',
  'data:text/plain,x',
  'javascript:fetch("http://evil.example")',
  'unix:/var/run/docker.sock',
  'http+unix://%2Fvar%2Frun%2Fdocker.sock/',
  'ws://evil.example/',
  'http://evil.example\r\nHost: 127.0.0.1',
  'http://evil.example%00.example/',
  'HTTP://EVIL.EXAMPLE',
  'http:evil.example',
  'http:\\\\evil.example',
  'https://cdn.discordapp.com.evil.example/a.csv',
  'https://cdn.discordapp.com@evil.example/a.csv',
  'https://api.telegram.org.evil.example/',
  'https://checkout.stripe.com.evil.example/',
  'https://discord.com@evil.example/',
];

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false, workers: false, allowances: unhurried });
});
afterAll(() => product.close());

/**
 * Whether only another test file can mean it: files share a process, and what an earlier one leaves behind may
 * still knock at a server that had any free port. No form names a port in that range but 61999.
 */
const isAnotherFiles = (port: string) => Number(port) >= 32_768 && port !== '61999';

/** Every name that is looked up and every address that is tried while `run` runs. */
async function reached(run: () => Promise<void>): Promise<string[]> {
  const seen = new Set<string>();
  const watch = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.on('lookup', (_error, address, _family, host) => seen.add(`${host} ${address}`));
    socket.on('connect', () => seen.add(`${socket.remoteAddress}:${socket.remotePort}`));
    socket.on('error', (error: Error & { address?: string; port?: number }) =>
      error.address === undefined ? undefined : seen.add(`${error.address}:${error.port}`),
    );
  };
  subscribe('net.client.socket', watch);
  try {
    await run();
  } finally {
    unsubscribe('net.client.socket', watch);
  }
  return [...seen];
}

describe('an address that somebody gives', () => {
  it('is asked for by nobody, in whatever form and wherever it is given', async () => {
    const { rooms } = product.app;
    const deps = { commands, rooms, ports: {}, clock: product.sandbox.clock, log: silentLog };
    const dispatcher = createDispatcher({ ...deps, allowances: unhurried });
    const owner = speakerOn('discord', 'olivia');
    const { member } = await rooms.members.arrive(product.community.id, owner.person);
    const found = await reached(async () => {
      for (const [nth, [path, leaf]] of leaves.entries()) {
        const filled = filledIn(leaf, member.id);
        const texts = Object.keys(leaf.options).filter((name) => leaf.options[name]?.type === 'text');
        for (const [at, name] of texts.entries()) {
          // A few of the forms for each option, each time others.
          for (const form of someOf(FORMS, 20, at + nth)) {
            await dispatcher.say({ ...owner, command: path, options: { ...filled, [name]: form } });
            await dispatcher.suggest({ ...owner, command: path, options: filled }, name, form);
          }
        }
      }
      await product.settle();
    });
    const { discord, telegram, stripe } = product.sandbox;
    const ours = [discord.url, telegram.url, stripe.url, product.url, product.data.url].map(
      (url) => new URL(url).port,
    );
    expect(found.length).toBeGreaterThan(0);
    expect(
      found.filter((one) => {
        const port = /^127\.0\.0\.1:(\d+)$/.exec(one)?.[1];
        return port === undefined || !(ours.includes(port) || isAnotherFiles(port));
      }),
    ).toEqual([]);
  }, 180_000);

  it('would be seen if it were', async () => {
    const found = await reached(async () => {
      await fetch('http://127.0.0.1:61999/').catch(() => {});
    });
    expect(found).toEqual(['127.0.0.1:61999']);
  });
});

describe('what we ask for over the network', () => {
  /** Each place that opens a connection by hand, and where the address comes from. */
  const PLACES: Record<string, string> = {
    'src/adapters/discord/knock.ts': 'the gateway that Discord names, or DISCORD_API_URL',
    'src/adapters/discord/options.ts': 'attachments, from Discord’s own hosts alone, without redirects',
    'src/adapters/http/examine.ts': 'PUBLIC_URL, without redirects',
    'src/adapters/http/upload-script.ts': 'the page’s own address, in the browser that shows it',
    'src/adapters/storage/s3-asking.ts': 'S3_ENDPOINT',
    'src/adapters/telegram/files.ts': 'the Bot API, at a path that it names, without redirects',
    'src/app/follow-clock.ts': 'CLOCK_URL',
  };

  it('is asked for in these places only', () => {
    const opens =
      /\bfetch\(|\b(?:https?|net|tls|http2)\.(?:request|get|connect|createConnection)\(|new WebSocket\(|\bundici\b/;
    const found = sources()
      .filter(({ path, text }) => !path.startsWith('src/sandbox/') && opens.test(text))
      .map(({ path }) => path);
    expect(root).not.toBe('');
    expect(found.sort()).toEqual(Object.keys(PLACES).sort());
  });

  it('follows no redirect where somebody else could have written it', () => {
    const careful = [
      'src/adapters/discord/options.ts',
      'src/adapters/http/examine.ts',
      'src/adapters/telegram/files.ts',
    ];
    const texts = sources().filter(({ path }) => careful.includes(path));
    expect(
      texts.filter(({ text }) => !/redirect: '(error|manual)'/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
