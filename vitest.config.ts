import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The same choice as `--conditions=development`: `#database` … mean the sources, not dist.
const conditions = ['development', 'module', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/_support/global-setup.ts'],
    // Empty: the suite starts a Postgres of its own.
    provide: { testDatabaseUrl: process.env['TEST_DATABASE_URL'] ?? '' },
    pool: 'forks',
    // Most of what a test makes is gone after it: a larger nursery is swept less often.
    execArgv: ['--max-semi-space-size=64'],
    // Nothing lives in modules here, so files of one process may share them: a third less work for the whole.
    isolate: false,
    // They wait as much as they work: one more than there are cores keeps all of them busy.
    maxWorkers: availableParallelism() + 1,
    // A shared machine may starve a test of time; what is wrong fails three times in a row.
    retry: process.env['CI'] ? 2 : 0,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
