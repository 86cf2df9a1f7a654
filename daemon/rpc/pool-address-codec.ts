import type { Pool__Output } from '../../proto/generated/lb/v1/Pool.ts';
import { invalid } from '../core/errors.ts';
import type { PoolAddress } from '../core/model.ts';
import { maxPoolHosts, normalHost, normalPrefix, pathPrefixProblem, poolHostProblem } from '../core/pool-addresses.ts';
import { quoted } from './quoted.ts';
import type { Fields } from './settings-patch.ts';

/** Which HTTP requests are a pool's. */
export const addressFields: Fields<Pool__Output, Partial<PoolAddress>> = {
  hosts: {
    isSet: ({ hosts }) => hosts.length > 0,
    read: ({ hosts }) => ({ hosts: textsOf('hosts', hosts, poolHostProblem).map(normalHost) }),
  },
  path_prefixes: {
    isSet: ({ path_prefixes }) => path_prefixes.length > 0,
    read: ({ path_prefixes: prefixes }) => ({
      pathPrefixes: textsOf('path_prefixes', prefixes, pathPrefixProblem).map(normalPrefix),
    }),
  },
};

function textsOf(name: string, texts: readonly string[], problemOf: (text: string) => string | undefined) {
  const field = `pool.${name}`;
  if (texts.length > maxPoolHosts) throw invalid(field, `takes at most ${maxPoolHosts}, and these are ${texts.length}`);
  for (const text of texts) {
    const problem = problemOf(text);
    if (problem !== undefined) throw invalid(field, `${problem}, not ${quoted(text)}`);
  }
  return texts;
}
