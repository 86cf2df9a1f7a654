import { type Address, type Credentials, defaultSockets, findSocket, parseAddress } from '../address.ts';
import { type Context, contextNamed, contextsFile, readContexts } from './contexts-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command line says of the connection. */
export interface ConnectionFlags {
  readonly address?: string | undefined;
  readonly context?: string | undefined;
  readonly 'token-file'?: string | undefined;
  readonly 'tls-ca'?: string | undefined;
  readonly 'tls-cert'?: string | undefined;
  readonly 'tls-key'?: string | undefined;
}

/** Who said where lbd is, the strongest first. */
export type Said = '--address' | '--context' | 'LBCTL_ADDRESS' | 'LBCTL_CONTEXT' | 'the current context' | 'default';

export interface Connection extends Context {
  readonly said: Said;
  /** The context that it is of, where one is. */
  readonly name?: string;
}

/**
 * Where to connect: a flag wins over the environment, that over the current context, that over the default. What a
 * context says is taken whole or not at all: whoever names another address means another lbd.
 *
 * @throws CommandError when a context is named that is not there, or the file of contexts is not understood
 */
export function connectionOf(flags: ConnectionFlags, env: Environment): Connection {
  if (flags.address) return { said: '--address', address: flags.address };
  const contexts = () => readContexts(contextsFile(env));
  if (flags.context) return { said: '--context', name: flags.context, ...contextNamed(contexts(), flags.context) };
  if (env.LBCTL_ADDRESS) return { said: 'LBCTL_ADDRESS', address: env.LBCTL_ADDRESS };
  if (env.LBCTL_CONTEXT) {
    return { said: 'LBCTL_CONTEXT', name: env.LBCTL_CONTEXT, ...contextNamed(contexts(), env.LBCTL_CONTEXT) };
  }
  const { current, ...rest } = contexts();
  if (current === undefined) return { said: 'default' };
  const context: Context = contextNamed(rest, current);
  return { said: 'the current context', name: current, ...context };
}

/** Throws a usage error for no address, and `UNAVAILABLE` when no default socket is there. */
export function addressOf(flags: ConnectionFlags, env: Environment): Address {
  const connection = connectionOf(flags, env);
  const { address } = connection;
  const found =
    address === undefined
      ? findSocket(defaultSockets({ env, folder: process.cwd(), isRoot: process.getuid?.() === 0 }))
      : parseAddress(address);
  return { ...found, credentials: credentialsOf(connection, flags, env) };
}

/** In the order of addresses: a flag, then what a context named by flag says, then the environment, then the context. */
function credentialsOf(connection: Connection, flags: ConnectionFlags, env: Environment): Credentials {
  const isNamed = connection.said === '--context';
  const first = (flag: string | undefined, ofContext: string | undefined, variable: string): string | undefined =>
    flag || (isNamed ? ofContext || env[variable] : env[variable] || ofContext) || undefined;
  return {
    tokenFile: first(flags['token-file'], connection.token_file, 'LBCTL_TOKEN_FILE'),
    tlsCa: first(flags['tls-ca'], connection.tls_ca, 'LBCTL_TLS_CA'),
    tlsCert: first(flags['tls-cert'], connection.tls_cert, 'LBCTL_TLS_CERT'),
    tlsKey: first(flags['tls-key'], connection.tls_key, 'LBCTL_TLS_KEY'),
  };
}

/** The pool that is meant where a command line names none: LBCTL_POOL, then the context's, then `default`. */
export function poolOf(flags: ConnectionFlags, env: Environment): string {
  return env.LBCTL_POOL || connectionOf(flags, env).pool || 'default';
}
