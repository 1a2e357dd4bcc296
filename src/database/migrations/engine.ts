import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import * as binding from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import type { Address } from '../connection.js';
import { pinSession, sessionSettings } from '../connection.js';
import { schemaFile } from './folder.js';

interface Instance {
  exports: Record<string, unknown> & { __wbindgen_start(): void };
}

/** The global's types come with the browser's, which a server does not load. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(code: Uint8Array, imports: object): Promise<{ instance: Instance }> };
};

let loaded: Promise<void> | undefined;

/** The package's own entry imports the .wasm file as a module, which Node 20 does not do. */
function load(): Promise<void> {
  loaded ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const code = await readFile(entry.replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': binding });
    binding.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return loaded;
}

/** Postgres' own one-letter type "char", in which the catalogue speaks. */
const charType = 18;
const textType = 25;

/** Runs `work` with Prisma's schema engine connected to the schema of `address`. */
export async function withEngine<T>(
  address: Address,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await load();
  const settings = sessionSettings(address.schema);
  const pool = new pg.Pool({
    connectionString: address.connectionString,
    max: 1,
    onConnect: (client) => pinSession(client, settings),
  });
  pool.on('error', () => undefined);
  const model = await readFile(schemaFile(), 'utf8');
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(catalogueAdapter(pool, address.schema));
    const engine = await binding.SchemaEngine.new(
      { datamodels: [['schema.prisma', model]] },
      () => undefined,
      adapter,
    );
    return await work(engine);
  } finally {
    await pool.end();
  }
}

/**
 * The adapter does not know "char" and gives up on the engine's look at the catalogue. Here it passes
 * as text through the adapter and comes out as what it is.
 */
function catalogueAdapter(pool: pg.Pool, schema: string): SqlMigrationAwareDriverAdapterFactory {
  const charColumns = new WeakMap<object, number[]>();
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const askAndMark = async (...args: unknown[]) => {
    const result = await ask(...args);
    charColumns.set(
      result.rows,
      result.fields.flatMap((field, index) => (field.dataTypeID === charType ? [index] : [])),
    );
    for (const field of result.fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
    return result;
  };
  pool.query = askAndMark;
  const factory = new PrismaPg(pool, { schema });
  const connect = async () => {
    const adapter: SqlDriverAdapter = await factory.connect();
    const read = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await read(query);
      for (const index of charColumns.get(result.rows) ?? [])
        result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return adapter;
  };
  // The engine compares with a schema that is there already, so that it never asks for a shadow database.
  return { provider: 'postgres', adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}
