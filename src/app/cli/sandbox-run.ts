import { createHttpServer, ownPagesOnly } from '#adapters/http';
import { demo, sandboxPlugin, startSandbox } from '#sandbox';
import { createLog } from '../log.js';
import { pageDir } from '../sandboxed.js';
import type { SandboxOptions } from './sandbox.js';
import { stopAsked } from './stop-asked.js';

/** Runs the three platforms until Ctrl-C or SIGTERM. */
export async function serveSandbox(options: SandboxOptions): Promise<void> {
  const log = createLog('warn');
  const { discordPort, telegramPort, stripePort, webhookUrl, state } = options;
  const asked = stopAsked();
  const sandbox = await startSandbox({
    log,
    ports: { discord: discordPort, telegram: telegramPort, stripe: stripePort },
    webhookUrl,
    ...(state ? { stateFile: state } : {}),
  });
  const http = createHttpServer({
    host: '127.0.0.1',
    port: options.port,
    log,
    plugins: [ownPagesOnly('http://127.0.0.1', sandboxPlugin({ sandbox, pageDir: pageDir() }))],
  });
  const { url } = await http.start();
  console.log(settings(sandbox, url));
  await asked;
  await http.stop();
  await sandbox.close();
}

function settings(sandbox: Record<'discord' | 'telegram' | 'stripe', { url: string }>, page: string): string {
  return [
    '',
    `# Page and control API: ${page}/sandbox/`,
    '# Settings for the product:',
    `DISCORD_TOKEN=${demo.discord.token}`,
    `DISCORD_API_URL=${sandbox.discord.url}/api`,
    `TELEGRAM_TOKEN=${demo.telegram.token}`,
    `TELEGRAM_API_URL=${sandbox.telegram.url}`,
    `STRIPE_SECRET_KEY=${demo.stripe.secretKey}`,
    `STRIPE_WEBHOOK_SECRET=${demo.stripe.webhookSecret}`,
    `STRIPE_API_URL=${sandbox.stripe.url}`,
    `CLOCK_URL=${page}/sandbox/api/clock`,
    '',
  ].join('\n');
}
