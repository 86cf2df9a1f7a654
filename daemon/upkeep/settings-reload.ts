import { changesAtRunTime, settingChanges, takeOver } from '../config/run-time-settings.ts';
import type { SettingValues } from '../config/sources.ts';
import type { Config } from '../config.ts';
import type { JournalEvent, Store } from '../core/ports.ts';

export interface SettingsSource {
  /** What the settings said at the start. */
  readonly values: SettingValues;
  /** Reads the file again. @throws ConfigError when anything in it does not hold */
  readonly read: () => SettingValues;
  readonly setLogLevel: (level: Config['logLevel']) => void;
}

export interface SettingsReloadParts extends SettingsSource {
  /** What lbd runs by; what changes at run time is written into it. */
  readonly config: Config;
  readonly store: Pick<Store, 'control'>;
  readonly wallNow: () => number;
  readonly log: (level: 'info' | 'warn' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;
}

export interface SettingsReload {
  reload(): void;
  /** For those who look at the status: why the last reading changed nothing. */
  warnings(): string[];
}

/** Takes over what can change while lbd runs, and says of the rest that it needs a restart. All of it or nothing. */
export function settingsReload(parts: SettingsReloadParts): SettingsReload {
  const { config, log } = parts;
  let running = parts.values;
  let problem: string | null = null;
  const tell = (detail: string): void => {
    const line = { kind: 'settings-reloaded', atMs: parts.wallNow(), pool: '', backendId: '', who: 'lbd' } as const;
    const event: JournalEvent = { ...line, detail };
    parts.store.control({ events: [event] }).catch((error: unknown) => {
      log('error', 'reload-not-journalled', { detail, error });
    });
  };
  return {
    reload() {
      let read: SettingValues;
      try {
        read = parts.read();
      } catch (error) {
        problem = (error as Error).message;
        log('error', 'settings-not-reloaded', { problem, note: 'nothing changed; mend it and send SIGHUP again' });
        return;
      }
      problem = null;
      const changes = settingChanges(running, read);
      const taken = changes.filter(({ key }) => changesAtRunTime(key));
      const waiting = changes.filter(({ key }) => !changesAtRunTime(key)).map(({ words }) => words);
      takeOver(config, read);
      // What waits for a restart is a difference at the next reading, too.
      running = { ...running, ...Object.fromEntries(taken.map(({ key }) => [key, read[key]])) };
      const changed = taken.map(({ words }) => words);
      // Whoever sent the signal waits for an answer, whatever the levels before and after are.
      parts.setLogLevel('info');
      log('info', 'settings-reloaded', { changed });
      if (waiting.length > 0) log('warn', 'settings-not-taken-over', { waiting, note: 'needs a restart' });
      parts.setLogLevel(config.logLevel);
      if (changed.length > 0) tell(changed.join('; '));
    },
    warnings: () =>
      problem === null ? [] : [`the settings were not read again: ${problem}; mend it and send SIGHUP again`],
  };
}
