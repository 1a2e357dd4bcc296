/** The product with its page, and a browser in front of it. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { parseConfig } from '#app/config';
import { run } from '#app/run';
import { silentLog } from '#kernel/log';
import { emptyDatabase } from '../_support/database.js';
import { root } from '../_support/sources.js';

const page = join(root, 'src/sandbox/page');

/** Where the built page lies. */
export const pageDir = join(root, 'dist/page');
const built = join(pageDir, 'index.html');

/** Pictures of the story; the one for the README is taken from here. */
export const shots = join(root, 'dist/story');

/** Nothing on the page may take longer than this. */
export const SOON = { timeout: 15_000 } as const;

/** Where a Chromium is, or undefined. */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM'];
  if (given) return given;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(folder, name)).mtimeMs,
    ),
  );
}

/** Builds the page where the server looks for it, unless what lies there is newer than every source. */
export async function buildPage(): Promise<void> {
  if (existsSync(built) && statSync(built).mtimeMs > newest(page)) return;
  await build({ configFile: join(page, 'vite.config.ts') });
}

/** Below those that the system gives out itself: nobody who asks for any port may be given it meanwhile. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isFree) return port;
  }
}

/** A browser, and the page it is to open. */
export interface Stage {
  browser: Browser;
  url: string;
  close(): Promise<void>;
}

/** A page with the product behind it. */
export interface WholeStage extends Stage {
  /** Waits until the FAQ answers with everything it was taught. */
  trained(): Promise<void>;
}

/** A browser without a window and without errands of its own. */
export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The whole product behind the page; its community begins without a past, unless the test is about that. */
export async function openStage(executablePath: string, { past = false } = {}): Promise<WholeStage> {
  await buildPage();
  mkdirSync(shots, { recursive: true });
  const database = await emptyDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-story-'));
  const config = parseConfig({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    // Where people land after paying follows from it, so it cannot be chosen by the system at the end.
    HTTP_PORT: String(await freePort()),
    LOG_LEVEL: 'silent',
  });
  const running = await run(config, { bot: true, worker: true, past }, silentLog);
  const browser = await launch(executablePath);
  return {
    browser,
    url: running.sandboxUrl ?? '',
    async trained() {
      const { faq, members } = running.app.rooms;
      const isReady = async () => {
        const [community] = await members.communities();
        if (!community || (await faq.entries(community.id)).length === 0) return false;
        const { trainedAt } = await faq.promise(community.id);
        return trainedAt !== null && !(await faq.isStale(community.id));
      };
      await expect.poll(isReady, { timeout: 60_000 }).toBe(true);
    },
    async close() {
      await browser.close();
      await running.stop();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Everything as on the first day: a story that is told again begins where the first telling began. */
export async function startOver({ url }: Stage): Promise<void> {
  const answer = await fetch(new URL('/sandbox/api/reset', url), { method: 'POST' });
  if (!answer.ok) throw new Error(`the sandbox did not start over: ${answer.status}`);
  const online = async () => {
    const state = await fetch(new URL('/sandbox/api/state?as=ada', url));
    return ((await state.json()) as { discord: { bot: { online: boolean } } }).discord.bot.online;
  };
  await expect.poll(online, SOON).toBe(true);
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about, in any tab. */
  troubles: string[];
  shot(name: string): Promise<void>;
  /** Closes the notes at the edge of the page. */
  quiet(): Promise<void>;
}

/** A person opens the page in a browser of their own. */
export async function visit(
  { browser, url }: Stage,
  locale: string,
  size = { width: 1600, height: 1000 },
): Promise<Visit> {
  const context = await browser.newContext({
    locale,
    timezoneId: 'UTC',
    viewport: size,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(SOON.timeout);
  const troubles: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => troubles.push(String(error.error().stack)));
  const opened = await context.newPage();
  await opened.goto(url);
  await opened.locator('sandbox-app').waitFor();
  return {
    page: opened,
    context,
    troubles,
    shot: async (name) => void (await opened.screenshot({ path: join(shots, `${name}.png`) })),
    async quiet() {
      const notes = opened.locator('.toast button');
      while ((await notes.count()) > 0) await notes.first().click();
    },
  };
}

/** The parts of the page that the story plays on. */
export const on = (page: Page) => ({
  discord: page.locator('discord-pane'),
  telegram: page.locator('telegram-pane'),
  story: page.locator('story-guide'),
  ticked: (steps: number) =>
    page
      .locator('story-guide [data-done=true]')
      .nth(steps - 1)
      .waitFor(),
});

/** Waits until it is to be read there; the last one, where there are several. */
export const says = (place: Locator, text: string | RegExp) => place.getByText(text).last().waitFor();
