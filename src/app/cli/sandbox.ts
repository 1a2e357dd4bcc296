import { InvalidArgumentError, type Command } from 'commander';

export interface SandboxOptions {
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
    .action(async (options: SandboxOptions) => (await import('./sandbox-run.js')).serveSandbox(options));
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('a port is 0-65535');
  return value;
}
