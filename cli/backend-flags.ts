import { Flags } from '@oclif/core';
import { keyValueFlag } from './flags.ts';
import { probeFlags } from './probe-flags.ts';

/** What `backends add` and `backends set` can say of a backend, besides its address. */
export const backendFlags = {
  weight: Flags.integer({ summary: 'share of new sessions; 0 takes none and keeps its own', min: 0, max: 1_000 }),
  zone: Flags.string({ summary: 'where it stands', helpValue: 'NAME' }),
  label: keyValueFlag('a label, key=value; repeat it for more'),
  'max-sessions': Flags.integer({ summary: 'refuse new sessions from here on; 0 is no limit', min: 0 }),
  ...probeFlags,
};
