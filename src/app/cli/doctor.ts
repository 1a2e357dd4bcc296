import type { Command } from 'commander';
import type { Locale } from '#domain/members';
import { languageOption } from './language.js';

export interface DoctorWish {
  json?: boolean;
  lang?: Locale;
}

/** `lyceum doctor`: what is broken, what is risky, and how to mend each. Exit code 1 when something is broken. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at everything Lyceum stands on, and say what is wrong and how to mend it')
    .option('--json', 'for programs')
    .addOption(languageOption())
    .action(async (wish: DoctorWish) => (await import('./doctor-run.js')).examine(wish));
}
