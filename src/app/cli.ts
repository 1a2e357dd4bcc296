#!/usr/bin/env node
import { Command } from 'commander';
import { addDatabaseCommands } from './cli/database.js';
import { addEvalCommands } from './cli/eval.js';
import { addDoctorCommand } from './cli/doctor.js';
import { addKeyCommands } from './cli/keys.js';
import { addImportCommands } from './cli/import.js';
import { addOutboxCommand } from './cli/outbox.js';
import { addSandboxCommand } from './cli/sandbox.js';
import { addSetupCommands } from './cli/setup.js';
import type { Roles } from './run.js';

const program = new Command('lyceum')
  .description('Paid memberships become roles and seats, on Discord and Telegram.')
  .showHelpAfterError()
  .version('0.6.0');

program
  .command('start', { isDefault: true })
  .description('bot and worker in one process; the sandbox when no chat token is set')
  .action(() => serve({ bot: true, worker: true }));
program
  .command('bot')
  .description('only the part that listens to the platforms and to Stripe (needs DATABASE_URL)')
  .action(() => serve({ bot: true, worker: false }));
program
  .command('worker')
  .description('only the part that works through jobs (needs DATABASE_URL); run as many as you like')
  .action(() => serve({ bot: false, worker: true }));
addSandboxCommand(program);
addSetupCommands(program);
addOutboxCommand(program);
addImportCommands(program);
addDoctorCommand(program);
addDatabaseCommands(program);
addKeyCommands(program);
addEvalCommands(program);

// What a command needs is loaded when it is asked for: help and mistakes in the options should not wait for the product.
async function serve(roles: Roles): Promise<void> {
  await (await import('./cli/serve.js')).serve(roles);
}

try {
  await program.parseAsync();
} catch (error) {
  const { EmbeddedPostgresError, MigrationError } = await import('#database');
  const { ConfigError } = await import('./config.js');
  const { KeyProblem } = await import('./keys.js');
  // What an operator can mend is said in a sentence; the rest keeps its stack.
  const sentences = [ConfigError, KeyProblem, MigrationError, EmbeddedPostgresError];
  const known = error instanceof Error && sentences.some((kind) => error instanceof kind);
  console.error(known ? error.message : error);
  process.exitCode = 1;
}
