// npm start: installs what is missing, builds, and runs lbd with three example backends. `npm start -- --help` tells
// which flags may follow.
import { spawn } from 'node:child_process';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { root } from './run.mjs';

await install();
await build();

const flags = process.argv.slice(2);
const lbd = spawn(process.execPath, [`${root}/dist/daemon/main.js`, '--dev', ...flags], { stdio: 'inherit' });

// Ctrl-C reaches lbd by itself, for the terminal signals everyone; a kill of this process has to be passed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => lbd.kill('SIGTERM'));
lbd.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
});
