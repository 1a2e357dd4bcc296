import { banner } from '../banner.js';
import { readConfig } from '../config.js';
import { createLog } from '../log.js';
import { run, type Roles } from '../run.js';
import { stopAsked } from './stop-asked.js';

/** Runs until Ctrl-C or SIGTERM, then drains and closes. */
export async function serve(roles: Roles): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  // A promise that a library dropped while reconnecting is worth a line, not the end of the process.
  process.on('unhandledRejection', (error) => log.error({ error: String(error) }, 'unhandled rejection'));
  const asked = stopAsked();
  const running = await run(config, roles, log);
  const { members } = running.app.rooms;
  const first = roles.bot && (await members.communities()).length === 0;
  console.log(banner(running, first ? await members.createSetupCode() : null));
  await asked;
  await running.stop();
}
