import { Prisma } from './generated/client.js';
import type { PrismaClient } from './generated/client.js';
import { unsealedColumns } from './sealed-columns.js';

/** A query on a tenant's table that does not say whose rows it means. Always a bug of ours. */
export class MissingCommunity extends Error {
  override name = 'MissingCommunity';
  readonly model: string;
  readonly operation: string;
  constructor(model: string, operation: string, what: string) {
    super(`${model}.${operation}: ${what}`);
    this.model = model;
    this.operation = operation;
  }
}

/** Plain text on its way into a column that is kept sealed. Always a bug of ours. */
export class NotSealed extends Error {
  override name = 'NotSealed';
}

const column = 'communityId';

/** Scalar fields of each model, as the generated client publishes them (`Prisma.MemberScalarFieldEnum` …). */
const scalars = new Map<string, ReadonlySet<string>>(
  Object.values(Prisma.ModelName).map((model) => {
    const fields = (Prisma as unknown as Record<string, Record<string, string>>)[`${model}ScalarFieldEnum`];
    if (!fields) throw new Error(`The generated client does not list the fields of ${model}.`);
    return [model, new Set(Object.keys(fields))];
  }),
);

/** The models whose rows belong to a community. */
export const tenantModels: ReadonlySet<string> = new Set(
  [...scalars].filter(([, fields]) => fields.has(column)).map(([model]) => model),
);

type Args = Record<string, unknown>;
const isObject = (value: unknown): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The community that a `where` is limited to: by the field itself, or by a compound key that holds it. */
function communityOf(where: unknown): string | undefined {
  if (!isObject(where)) return undefined;
  if (isId(where[column])) return where[column];
  for (const [key, value] of Object.entries(where)) {
    if (key.split('_').includes(column) && isObject(value) && isId(value[column])) return value[column];
  }
  return undefined;
}

/**
 * Throws MissingCommunity unless an operation names its community, and NotSealed when it would write plain text
 * into a sealed column. Reads, updates and deletes: in `where`, as a plain string. Creates: in every row.
 */
export function checkOperation(model: string, operation: string, args: unknown): void {
  const given = isObject(args) ? args : {};
  const refuse = (what: string) => {
    throw new MissingCommunity(model, operation, what);
  };
  const rows = (part: string) => [given[part]].flat().filter(isObject);
  const written = [...rows('data'), ...rows('create'), ...rows('update')];
  const known = scalars.get(model);
  for (const key of written.flatMap((row) => Object.keys(row))) {
    // What is written through a relation is not seen here, so nothing is.
    if (!known?.has(key)) refuse(`"${key}" would write another table's rows; write them by themselves`);
  }
  for (const plain of written.flatMap((row) => unsealedColumns(model, row))) {
    throw new NotSealed(`${model}.${operation}: ${plain} is kept sealed (src/database/sealed-columns.ts)`);
  }
  if (!tenantModels.has(model)) return;
  if (operation.startsWith('create')) {
    const creates = rows('data');
    if (creates.length === 0 || !creates.every((row) => isId(row[column]))) refuse(`a row without ${column}`);
    return;
  }
  const community = communityOf(given['where']);
  if (community === undefined) return refuse(`no ${column} in where`);
  if (operation === 'upsert' && rows('create')[0]?.[column] !== community) {
    refuse(`create names another ${column} than where`);
  }
  for (const row of [...rows('data'), ...rows('update')]) {
    if (column in row && row[column] !== community) refuse('a row never moves to another community');
  }
}

/** The same client, with every operation checked; so are those inside its transactions. */
export function guarded(client: PrismaClient): PrismaClient {
  const extended = client.$extends({
    name: 'community guard',
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          checkOperation(model, operation, args);
          return query(args);
        },
      },
      $queryRawUnsafe() {
        throw new MissingCommunity('raw', '$queryRawUnsafe', 'only tagged $queryRaw');
      },
      $executeRawUnsafe() {
        throw new MissingCommunity('raw', '$executeRawUnsafe', 'only tagged $executeRaw');
      },
    },
  });
  // An extension that only watches changes no type; the plain one keeps signatures readable.
  return extended as unknown as PrismaClient;
}
