import { execFile } from 'node:child_process';

type Log = (level: 'warn', event: string, fields: Readonly<Record<string, unknown>>) => void;

/**
 * Tells systemd how lbd is, where systemd asked to be told (`Type=notify`): by its own small program, for node can't
 * write to a datagram socket in the file system. Does nothing elsewhere.
 *
 * @see https://www.freedesktop.org/software/systemd/man/sd_notify.html
 */
export function tellServiceManager(
  state: 'READY=1' | 'STOPPING=1',
  env: Readonly<Record<string, string | undefined>>,
  log: Log,
): void {
  if (env.NOTIFY_SOCKET === undefined || env.NOTIFY_SOCKET === '') return;
  execFile('systemd-notify', [state], { timeout: 10_000 }, (error) => {
    if (error !== null) log('warn', 'service-manager-not-told', { state, error });
  });
}
