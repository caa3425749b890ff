import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Client } from "pg";

let loaded: Promise<void> | undefined;

async function load(): Promise<void> {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const bytes = await readFile(path.join(path.dirname(script), "schema_engine_bg.wasm"));
  const imports = { "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/** Runs a whole script as one simple query: PostgreSQL then treats it as one transaction. */
async function runScript(connectionString: string, script: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(script).finally(() => client.end());
}

/**
 * The adapter splits scripts at every semicolon, also inside comments and function bodies, and runs the
 * pieces one by one. A migration must apply whole or not at all, so scripts go around that.
 */
function adapterFactory(connectionString: string, opened: { dispose(): Promise<void> }[]): PrismaPg {
  const factory = new PrismaPg({ connectionString });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    opened.push(adapter);
    adapter.executeScript = (script) => runScript(connectionString, script);
    return adapter;
  };
  return factory;
}

/**
 * Prisma's own migration engine as WebAssembly (the native one would have to be downloaded), for as long
 * as `work` takes; its connections are closed afterwards, which the engine does not do itself.
 * @param datamodels - pairs of file name and content of the Prisma schema, for `diff`.
 */
export async function withSchemaEngine<Result>(
  connectionString: string,
  work: (engine: SchemaEngine) => Promise<Result>,
  datamodels?: [string, string][],
): Promise<Result> {
  loaded ??= load();
  await loaded;
  const opened: { dispose(): Promise<void> }[] = [];
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(connectionString, opened));
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await Promise.all(opened.map((connection) => connection.dispose()));
  }
}
