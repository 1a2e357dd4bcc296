import { finding, type Finding } from '#contracts';
import { silentLog } from '#kernel/log';
import { ConfigError, readConfig } from '../config.js';
import { diagnose } from '../doctor/diagnose.js';
import { asJson, count, printed } from '../doctor/print.js';
import type { DoctorWish } from './doctor.js';
import { systemLocale, systemZone } from './language.js';

/** Looks, and prints what it found. */
export async function examine(wish: DoctorWish): Promise<void> {
  const findings = await settingsThenAll();
  const reader = { locale: wish.lang ?? systemLocale(), timeZone: systemZone() };
  console.log(wish.json ? asJson(findings, reader) : printed(findings, reader));
  if (count(findings, 'broken') > 0) process.exitCode = 1;
}

async function settingsThenAll(): Promise<Finding[]> {
  try {
    return await diagnose(readConfig(), { log: silentLog });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => finding('settings.refused', 'broken', { problem }));
  }
}
