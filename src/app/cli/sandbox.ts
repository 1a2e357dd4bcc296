import { InvalidArgumentError, type Command } from 'commander';
import { createHttpServer, ownPagesOnly } from '#adapters/http';
import { demo, sandboxPlugin, startSandbox } from '#sandbox';
import { createLog } from '../log.js';
import { pageDir } from '../sandboxed.js';
import { stopAsked } from './stop-asked.js';

interface Options {
  discordPort: number;
  telegramPort: number;
  stripePort: number;
  port: number;
  webhookUrl: string;
  state?: string;
}

/** `lyceum sandbox`: the three platforms alone, for a product in another process. */
export function addSandboxCommand(program: Command): void {
  program
    .command('sandbox')
    .description('Discord, Telegram and Stripe in miniature, alone; point a bot at them by *_API_URL')
    .option('--discord-port <port>', 'port of Discord', port, 7701)
    .option('--telegram-port <port>', 'port of Telegram', port, 7702)
    .option('--stripe-port <port>', 'port of Stripe', port, 7703)
    .option('--port <port>', 'port of the page and the control API', port, 7700)
    .option('--webhook-url <url>', 'where Stripe sends webhooks', 'http://127.0.0.1:3000/webhooks/stripe')
    .option('--state <file>', 'keep state in this file between starts')
    .action(async (options: Options) => {
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
    });
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

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('a port is 0-65535');
  return value;
}
