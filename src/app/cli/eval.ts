import type { Command } from 'commander';

/** `lyceum eval …`: how good the models are on data of one's own. */
export function addEvalCommands(program: Command): void {
  program.command('eval').description('measures a model on data of your own');
}
