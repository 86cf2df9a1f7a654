import { runProgram } from '../measure/children.mjs';
import { spread } from '../measure/rounds.mjs';

const backends = 1_000;
const rounds = 3;

/** What a choice costs where many may be chosen. */
export const policies = {
  name: 'policies',
  title: `a choice among ${backends.toLocaleString('en-US')} backends, and a Route of a new session with it`,
  setting: 'in a fresh process on core 1, without wire and disk; CPU time of the whole process',
  async run() {
    const cells = [];
    for (let round = 0; round < rounds; round += 1) {
      cells.push(await runProgram('../processes/policy-choices.mjs', [String(backends)], { cores: '1' }));
    }
    const line = (measure, policy, what, target) => {
      const value = cells.map((cell) => cell[policy][what]);
      return { measure, unit: 'us', subject: spread(value), value, valueUnit: 'us', target };
    };
    const lines = [];
    for (const [policy, results] of Object.entries(cells[0])) {
      lines.push(line(policy, policy, 'chooseUs', { atMost: 20 }));
      if (results.routeUs === undefined) continue;
      lines.push(line('  Route of a new session', policy, 'routeUs', null));
      lines.push(line('  the same, backends with max_sessions', policy, 'boundedRouteUs', null));
    }
    return { lines, notes: ['a choice counts with the turn of the policy that it takes'], cells };
  },
};
