import { defineConfig } from 'prisma/config';

// Prisma wants to download a schema engine even for what never runs it; any program that exists will do.
// Migrations are applied and written by src/database/migrations, without an engine.
if (['generate', 'validate', 'format'].includes(process.argv[2] ?? '')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
