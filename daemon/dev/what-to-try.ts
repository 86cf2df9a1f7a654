import type { BackendView } from '../backends/administration.ts';

export interface Scene {
  readonly version: string;
  readonly listen: readonly string[];
  /** False when nobody said where to listen: lbctl then finds the socket by itself. */
  readonly listenGiven: boolean;
  /** Where HTTP is served; undefined for nowhere. */
  readonly gateway: string | undefined;
  /** Where the page and metrics are; undefined for nowhere. */
  readonly admin: string | undefined;
  /** Signs in to the page; undefined where it only shows. */
  readonly pageToken: string | undefined;
  /** Null when sessions end with lbd. */
  readonly dataFolder: string | null;
  readonly processes: readonly { readonly id: string; readonly pid: number; readonly address: string }[];
  readonly backends: readonly BackendView[];
}

/** What `--dev` tells people once it runs. Every line holds with an old data folder, too. */
export function whatToTry(scene: Scene): string {
  const { version, listen, dataFolder, processes } = scene;
  const typed = (text: string) => `npx lbctl ${text}${scene.listenGiven ? ` --address ${listen[0]}` : ''}`;
  const command = (text: string, why: string) => `  ${typed(text).padEnd(36)}  ${why}`;
  const memory =
    dataFolder === null ? 'Sessions are kept in memory and end with lbd.' : `Sessions are kept in ${dataFolder}`;
  return `
lbd ${version} listens on ${listen.join(' and ')}${scene.gateway === undefined ? '' : `, and serves HTTP at http://${scene.gateway}`}
${memory}${pageWords(scene)}

Three example backends run here; each counts the requests of a session in its memory:
${processes.map((process) => `  ${process.id}  http://${process.address}  pid ${process.pid}${standing(process.id, scene)}`).join('\n')}

Three things to try, in this folder, in another terminal:
${command('route ada', 'where does ada live? The second time it is KEPT')}
${command('sessions', 'who lives where, and until when')}
${command('drain api-1 --now', 'whoever lives on api-1 moves at their next route')}

${browsing(scene.gateway)}After that, ${typed('undrain api-1')} takes it back into service. Kill one of the pids: it starts
again with an empty memory, and its sessions move at their next route. Ctrl-C ends lbd and the three.
`;
}

function browsing(gateway: string | undefined): string {
  if (gateway === undefined) return '';
  return `A browser, or curl -c jar -b jar http://${gateway}/ again and again, stays on one backend, and its count goes on.\n`;
}

function standing(id: string, { backends }: Scene): string {
  const backend = backends.find((candidate) => candidate.id === id);
  return backend === undefined || backend.admin === 'active' ? '' : `  (${backend.admin})`;
}

// What is behind # stays in the browser.
function pageWords({ admin, pageToken }: Scene): string {
  if (admin === undefined) return '';
  const signedIn = pageToken === undefined ? '' : `#token=${pageToken}`;
  return `\nThe page is at http://${admin}/${signedIn}\nMetrics are at http://${admin}/metrics`;
}
