import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlQuery,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool, types } from 'pg';

/** No table in the database belongs to other software. */
export const SCHEMA_FILTER = { externalTables: [], externalEnums: [] };

/** What wasm-bindgen's glue expects of the module's exports. */
interface EngineExports {
  __wbindgen_start(): void;
}

let loading: Promise<void> | undefined;

/**
 * Calls back with Prisma's schema engine in WebAssembly, bound to one database. It is the engine that `prisma migrate` runs; the native
 * one would have to be downloaded from a host that closed networks do not reach (docs/decisions/0021). Its connections, and
 * with them the advisory lock that it takes, end with the call.
 */
export async function withSchemaEngine<T>(
  connectionString: string,
  work: (engine: engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  await (loading ??= load());
  const pool = new Pool({ connectionString, max: 4 });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(factoryOf(pool));
    const instance = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
    try {
      return await work(instance);
    } finally {
      instance.free();
    }
  } finally {
    await pool.end();
  }
}

/** The database is its own shadow database: a diff of migrations must be given an empty one. */
function factoryOf(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const inner = new PrismaPg(pool);
  const charColumns = noteCharColumns(pool);
  const connect = async () => {
    const adapter = await inner.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    const typed = async (query: SqlQuery) => {
      const result = await queryRaw(query);
      for (const index of charColumns.get(result.rows) ?? [])
        result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    };
    return Object.assign(adapter, { queryRaw: typed });
  };
  return { provider: inner.provider, adapterName: inner.adapterName, connect, connectToShadowDb: connect };
}

interface Answer {
  readonly rows: object;
  readonly fields: { dataTypeID: number }[];
}

/**
 * The adapter refuses `"char"`, PostgreSQL's one-byte type of the catalogs that the engine reads (`pg_constraint.contype`). Such
 * columns are passed as text; the returned map remembers them by the rows of an answer.
 */
function noteCharColumns(pool: Pool): WeakMap<object, number[]> {
  const noted = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool) as unknown as (...call: unknown[]) => Promise<Answer | Answer[]>;
  const noting = async (...call: unknown[]) => {
    const answer = await query(...call);
    for (const { rows, fields } of [answer].flat()) {
      const columns = [...fields.keys()].filter((index) => fields[index]?.dataTypeID === types.builtins.CHAR);
      for (const index of columns) Object.assign(fields[index] ?? {}, { dataTypeID: types.builtins.TEXT });
      noted.set(rows, columns);
    }
    return answer;
  };
  Object.assign(pool, { query: noting });
  return noted;
}

async function load(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(glue.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(binary, {
    './schema_engine_bg.js': engine as unknown as WebAssembly.ModuleImports,
  });
  engine.__wbg_set_wasm(instance.exports);
  (instance.exports as unknown as EngineExports).__wbindgen_start();
}
