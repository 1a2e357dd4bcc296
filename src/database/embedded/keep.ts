import { setTimeout as pause } from 'node:timers/promises';
import { EmbeddedPostgresError, type EmbeddedPostgresReason } from './failure.js';
import { startEmbeddedPostgres, type EmbeddedPostgresOptions } from './index.js';
import type { EmbeddedPostgres } from './serve.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;

/** What no waiting mends. A full disk is not among them: somebody makes room. */
const HOPELESS: ReadonlySet<EmbeddedPostgresReason> = new Set(['damaged', 'other-version', 'unsupported']);

/**
 * As `startEmbeddedPostgres`; a server that goes away without `stop` is started again at the same address, for as
 * long as it takes, so that whoever is connected finds it again. `onLost` is called only where that is hopeless.
 */
export async function keepEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log } = options;
  const stopping = new AbortController();
  let restarting: Promise<void> | undefined;

  const start = (port: number | undefined) =>
    startEmbeddedPostgres({
      ...options,
      ...(port === undefined ? {} : { port }),
      onLost() {
        if (!stopping.signal.aborted) restarting = startAgain();
      },
    });

  async function startAgain(): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !stopping.signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        server = await start(server.port);
        return log.info({ pid: server.pid }, 'the embedded Postgres is back');
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.error({ reason, waitMs: wait }, 'the embedded Postgres does not start again');
        if (error instanceof EmbeddedPostgresError && HOPELESS.has(error.reason))
          return options.onLost?.(reason);
      }
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  let server = await start(options.port);
  return {
    url: server.url,
    port: server.port,
    get pid() {
      return server.pid;
    },
    async stop() {
      stopping.abort();
      await restarting;
      await server.stop();
    },
  };
}
