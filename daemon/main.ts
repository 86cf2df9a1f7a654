#!/usr/bin/env node
import { resolve } from 'node:path';
import { bootstrap } from './bootstrap.ts';
import { compose } from './compose.ts';
import { readBootstrapFile } from './config/bootstrap-file.ts';
import { parseCommandLine } from './config/command-line.ts';
import { ConfigError } from './config/config-error.ts';
import { helpText } from './config/help.ts';
import { insecureSettings } from './config/insecure-settings.ts';
import { type Config, loadSettings } from './config.ts';
import { startExampleBackends } from './dev/example-backends.ts';
import { whatToTry } from './dev/what-to-try.ts';
import { type Log, makeLog } from './observe/log.ts';
import { openSecurity, type Security } from './principals/security.ts';
import { tellServiceManager } from './service-manager.ts';
import { catchHangUps, firstSignal } from './signals.ts';
import { restoreBackup } from './store/sqlite/restore.ts';
import { version } from './version.ts';

/** Exit codes: 0 stopped as asked, 1 could not start or broke, 2 the command line or the configuration is wrong. */
async function main(args: readonly string[]): Promise<void> {
  const commandLine = parseCommandLine(args);
  if (commandLine.help) return void process.stdout.write(helpText(version));
  if (commandLine.version) return void process.stdout.write(`lbd ${version}\n`);

  const surroundings = { env: { ...process.env }, folder: process.cwd(), isRoot: process.getuid?.() === 0 };
  const { config, values } = loadSettings(commandLine, surroundings);
  const plan = config.bootstrapFile === null ? null : readBootstrapFile(config.bootstrapFile);
  const { log, setLevel: setLogLevel } = makeLog(config.logLevel);
  const security = await readSecurity(config, log);
  const insecure = insecureSettings(config);
  if (commandLine.check) {
    const warnings = [...insecure, ...security.warnings(Date.now())].map((line) => `warning: ${line}\n`);
    return void process.stdout.write(`the configuration holds\n${warnings.join('')}`);
  }
  for (const setting of insecure) log('warn', 'insecure-setting', { setting });

  process.on('uncaughtException', (error) => {
    log('error', 'bug', { error, note: 'lbd ends' });
    process.exit(1);
  });
  const signal = firstSignal();
  // With --dev somebody sits at a terminal: when that closes, lbd ends with it.
  const atHangUp = config.dev ? null : catchHangUps();
  if (commandLine.restoreFile !== undefined) restore(commandLine.restoreFile, commandLine.trust, config, log);
  const read = () => loadSettings(commandLine, surroundings).values;
  const daemon = await compose(config, { values, read, setLogLevel }, security, log);
  try {
    if (plan !== null) await bootstrap(daemon, plan, log);
    atHangUp?.(daemon.reloadSettings);
    daemon.startHealthChecks();
    await serve(config, log, daemon, signal);
  } finally {
    await daemon.stop();
  }
}

/** Reads certificates, keys and tokens: one that can't be used is a mistake in the configuration. */
async function readSecurity({ security }: Config, log: Log): Promise<Security> {
  try {
    return await openSecurity(security, log);
  } catch (error) {
    throw new ConfigError((error as Error).message);
  }
}

/** Makes the data folder what the backup says, and tells where the database is that was there. */
function restore(given: string, trust: boolean, { store, dataFolder: directory }: Config, log: Log): void {
  if (store === 'memory') throw new ConfigError('--restore needs --store sqlite: memory starts with nothing');
  const file = resolve(given);
  log('info', 'restored', { file, trust, ...restoreBackup({ file, directory, trust }) });
}

type Daemon = Awaited<ReturnType<typeof compose>>;

/** Says that lbd is ready, and resolves when it is to stop. */
async function serve(config: Config, log: Log, daemon: Daemon, signal: Promise<NodeJS.Signals>): Promise<void> {
  const { listen, gateway, admin, pick, pageToken } = daemon;
  const examples = config.dev ? await startExampleBackends(daemon.backends, log) : null;
  tellServiceManager('READY=1', process.env, log);
  process.stdout.write(`${JSON.stringify({ event: 'ready', listen, gateway, admin, pick })}\n`);
  if (examples !== null) {
    const dataFolder = config.store === 'memory' ? null : config.dataFolder;
    const { processes } = examples;
    const backends = daemon.backends.list('');
    const { listenGiven } = config;
    const faces = { listen, listenGiven, gateway, admin, pageToken };
    process.stderr.write(whatToTry({ version, ...faces, dataFolder, processes, backends }));
  }
  log('info', 'stopping', { signal: await signal });
  tellServiceManager('STOPPING=1', process.env, log);
  await examples?.stop();
}

/** One line for people; what helps a developer goes to the log, and only when asked for. */
function giveUp(error: unknown): never {
  process.stderr.write(`lbd: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LBD_LOG_LEVEL === 'debug') makeLog('debug').log('debug', 'gave-up', { error });
  process.exit(error instanceof ConfigError ? 2 : 1);
}

// Whoever started lbd may have gone; that is no reason to stop serving.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});
main(process.argv.slice(2)).then(() => process.exit(0), giveUp);
