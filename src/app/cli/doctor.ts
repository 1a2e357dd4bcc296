import type { Command } from 'commander';
import { finding, type Finding } from '#contracts';
import type { Locale } from '#domain/members';
import { silentLog } from '#kernel/log';
import { ConfigError, readConfig } from '../config.js';
import { diagnose } from '../doctor/diagnose.js';
import { asJson, count, printed } from '../doctor/print.js';
import { languageOption, systemLocale, systemZone } from './language.js';

/** `lyceum doctor`: what is broken, what is risky, and how to mend each. Exit code 1 when something is broken. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look at everything Lyceum stands on, and say what is wrong and how to mend it')
    .option('--json', 'for programs')
    .addOption(languageOption())
    .action(async (options: { json?: boolean; lang?: Locale }) => {
      const findings = await settingsThenAll();
      const reader = { locale: options.lang ?? systemLocale(), timeZone: systemZone() };
      console.log(options.json ? asJson(findings, reader) : printed(findings, reader));
      if (count(findings, 'broken') > 0) process.exitCode = 1;
    });
}

async function settingsThenAll(): Promise<Finding[]> {
  try {
    return await diagnose(readConfig(), { log: silentLog });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => finding('settings.refused', 'broken', { problem }));
  }
}
