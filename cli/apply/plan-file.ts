import type { Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { Pool } from '../../proto/generated/lb/v1/Pool.ts';
import { rowsOf } from '../../proto/wire-writer.ts';
import { usageError } from '../errors.ts';
import { recordAt, type Settings, settingsMessage, wrong } from './settings-text.ts';

/** A pool or a backend that shall be there, with what the file says of it. */
export interface Wanted<Message> {
  readonly pool: string;
  /** Of a backend. */
  readonly id: string;
  /** As the file has them, by name: `pool` and `id` aside. */
  readonly settings: Settings;
  readonly message: Message;
}

export interface PlanFile {
  readonly pools: readonly Wanted<Pool>[];
  readonly backends: readonly Wanted<Backend>[];
}

/** What is no setting of a pool: its name, and what lbd tells of it. */
const toldOfPools = ['name', 'backend_count', 'session_count', 'create_time', 'etag', 'panic'];
/** From this field on the contract has what lbd tells of a backend. */
const firstToldOfBackends = 20;

export const poolFields = Object.keys(rowsOf('lb.v1.Pool')).filter((field) => !toldOfPools.includes(field));
export const backendFields = Object.entries(rowsOf('lb.v1.Backend'))
  .filter(([field, [number]]) => number < firstToldOfBackends && field !== 'id' && field !== 'pool')
  .map(([field]) => field);

/**
 * What a file asks for, as YAML or JSON: `pools` and `backends`, as `lbd --bootstrap` takes it and `lbctl export` writes
 * it.
 *
 * @throws CommandError usage, with the path of what is wrong; nothing was asked of lbd by then
 */
export async function parsePlan(text: string, file: string): Promise<PlanFile> {
  const content = recordAt((await parsed(text, file)) ?? {}, file);
  const stray = Object.keys(content).find((key) => key !== 'pools' && key !== 'backends');
  if (stray !== undefined) throw wrong(stray, 'is not understood', 'a file has pools and backends');
  const pools = listAt(content.pools, 'pools').map((item, i) => poolOf(item, `pools[${i}]`));
  const backends = listAt(content.backends, 'backends').map((item, i) => backendOf(item, `backends[${i}]`));
  eachOnce(pools, 'pools', ({ pool }) => pool);
  eachOnce(backends, 'backends', ({ pool, id }) => `${pool}/${id}`);
  return { pools, backends };
}

async function parsed(text: string, file: string): Promise<unknown> {
  // JSON is YAML, too, but its own parser is some hundred times faster.
  if (/^\s*\{/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // A map in YAML's flow style begins like this as well.
    }
  }
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw usageError(`${file} is neither YAML nor JSON: ${error.message.split('\n')[0]}`);
  return document.toJS();
}

function poolOf(item: unknown, path: string): Wanted<Pool> {
  const { name, ...settings } = recordAt(item, path);
  const pool = textAt(name, `${path}.name`);
  return { pool, id: '', settings, message: settingsMessage('lb.v1.Pool', settings, poolFields, path) };
}

function backendOf(item: unknown, path: string): Wanted<Backend> {
  const { id, pool = 'default', ...settings } = recordAt(item, path);
  const message: Backend = settingsMessage('lb.v1.Backend', settings, backendFields, path);
  if (message.address === undefined) throw wrong(`${path}.address`, 'is missing', 'write it like 10.0.0.11:8080');
  return { pool: textAt(pool, `${path}.pool`), id: textAt(id, `${path}.id`), settings, message };
}

function textAt(value: unknown, path: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw wrong(path, value === undefined ? 'is missing' : 'is no text', 'each has a name of its own');
}

function listAt(value: unknown, path: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw wrong(path, 'is no list', `write it as "${path}:" with a "- " before each`);
}

function eachOnce<T>(items: readonly T[], path: string, nameOf: (item: T) => string): void {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    const name = nameOf(item);
    if (seen.has(name)) throw wrong(`${path}[${i}]`, `is ${name} once more`, 'each is there once');
    seen.add(name);
  }
}
