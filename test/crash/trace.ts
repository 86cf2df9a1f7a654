/** What a program did to its files, in order: as much of it as matters when the power fails. */
export type DiskEvent =
  | { readonly kind: 'create' | 'remove'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  /** The file's contents are on the disk; of a folder: the names in it. */
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  /** A line that the program told, on file descriptor 3. */
  | { readonly kind: 'told'; readonly line: string };

/** System calls that matter, for strace's `-e trace=`. */
export const traced = 'openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename';

/**
 * Reads what `strace -f -y -xx` wrote. A call counts when it has returned; what was told counts when it began, so that
 * nothing is acknowledged later here than it was.
 *
 * @throws Error for a call in a form that is not expected: nothing is passed over
 */
export function diskEvents(text: string): DiskEvent[] {
  const events: DiskEvent[] = [];
  const unfinished = new Map<string, string>();
  const known = new Set<string>();
  for (const line of text.split('\n')) {
    const [, pid = '', call = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    if (call === '' || call.startsWith('+++') || call.startsWith('---')) continue;
    if (call.endsWith(' <unfinished ...>')) {
      const begun = call.slice(0, -' <unfinished ...>'.length);
      if (isTelling(begun)) events.push(toldBy(begun));
      unfinished.set(pid, begun);
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(call);
    const begun = unfinished.get(pid);
    const whole = resumed === null ? call : `${begun}${resumed[1]}`;
    if (resumed !== null) {
      unfinished.delete(pid);
      if (isTelling(whole)) continue; // it was told when it began
    }
    const event = eventOf(whole, known);
    if (event !== null) events.push(event);
  }
  return events;
}

const isTelling = (call: string): boolean => call.startsWith('write(3<');

function toldBy(call: string): DiskEvent {
  return { kind: 'told', line: bytesIn(call).toString().trim() };
}

function eventOf(call: string, known: Set<string>): DiskEvent | null {
  if (isTelling(call)) return toldBy(call);
  const result = Number(/\) += (-?\d+)[^=]*$/.exec(call.slice(-400))?.[1] ?? Number.NaN);
  if (Number.isNaN(result)) throw new Error(`how did this call end? ${call.slice(0, 200)}`);
  if (result < 0) return null;
  const name = call.slice(0, call.indexOf('('));
  if (name === 'openat') return opened(call, known);
  if (name === 'unlink' || name === 'rename') {
    const [file = '', to = ''] = [...call.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex]) =>
      unhex(hex!).toString(),
    );
    known.delete(file);
    if (to !== '') known.add(to);
    return name === 'unlink' ? { kind: 'remove', file } : { kind: 'rename', file, to };
  }
  const file = pathIn(call);
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', file };
  if (name === 'ftruncate') return { kind: 'truncate', file, length: Number(/, (\d+)\)/.exec(call)?.[1]) };
  if (name === 'pwrite64') {
    const bytes = bytesIn(call);
    const [, size, offset] = /, (\d+), (\d+)\) += /.exec(call) ?? [];
    if (bytes.length !== Number(size) || result !== bytes.length) throw new Error(`not whole: ${call.slice(0, 200)}`);
    return { kind: 'write', file, offset: Number(offset), bytes };
  }
  return null; // a plain write: to the terminal, a pipe or the pid file
}

function opened(call: string, known: Set<string>): DiskEvent | null {
  if (!call.includes('O_CREAT')) return null;
  const file = unhex(/"((?:\\x[0-9a-f]{2})*)"/.exec(call)?.[1] ?? '').toString();
  if (known.has(file)) return null;
  known.add(file);
  return { kind: 'create', file };
}

/** `pwrite64(22</folder/file>, ...`, with the path in hex. */
function pathIn(call: string): string {
  const [, path = ''] = /^\w+\(\d+<([^>]*)>/.exec(call) ?? [];
  return path.includes('\\x') ? unhex(path).toString() : path;
}

function bytesIn(call: string): Buffer {
  return unhex(/"((?:\\x[0-9a-f]{2})*)"/.exec(call)?.[1] ?? '');
}

function unhex(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
