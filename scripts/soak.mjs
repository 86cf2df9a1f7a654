// npm run soak: the long forms of the tests that look for lost assignments and broken rules.
// LBD_SIM_STEPS (for each of five seeds, default 20,000,000), LBD_KILL_CYCLES (default 200) and LBD_CRASH_IMAGES (default
// 20,000) set how long.
import { build } from './build.mjs';
import { install } from './install.mjs';
import { bin, run } from './run.mjs';

await install();
await build();
const { LBD_SIM_STEPS = '20000000', LBD_KILL_CYCLES = '200', LBD_CRASH_IMAGES = '20000' } = process.env;
Object.assign(process.env, { LBD_SIM_STEPS, LBD_KILL_CYCLES, LBD_CRASH_IMAGES });
const files = [
  'test/end-to-end/kill-9.test.ts',
  'test/simulation/simulation.test.ts',
  'test/crash/crash-images.test.ts',
];
process.exitCode = await run(bin('vitest'), ['run', '--testTimeout=0', ...files]);
