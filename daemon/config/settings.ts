import { z } from 'zod';
import { gatewaySettings } from './gateway-settings.ts';
import { choice, count, duration, path, type Setting, toggle } from './setting-kinds.ts';

export const settings = {
  data: path('data', 'DIR', 'by XDG', 'The folder of the database; made with mode 0700 when it is not there.'),
  listen: {
    name: 'listen',
    kind: 'list',
    placeholder: 'ADDRESS',
    expects: 'a list of 1 to 16 addresses, unix:PATH or tcp:HOST:PORT',
    defaultText: 'the default socket',
    sentence: 'Where gRPC is served; repeatable; replaces the default socket. Port 0 takes a free one.',
    schema: z.array(z.string().min(1)).min(1).max(16).optional(),
  },
  admin: {
    name: 'admin',
    kind: 'text',
    placeholder: 'HOST:PORT',
    expects: 'HOST:PORT with an IP address, such as 127.0.0.1:8900',
    defaultText: 'off; with `--dev` 127.0.0.1:8900, or a free port where that is busy',
    sentence:
      'Where the operators’ page, /metrics, /healthz and /readyz are served over HTTP. Port 0 takes a free one. Beyond the loopback it needs `tokens`, and speaks TLS by `tls_cert`.',
    schema: z.string().min(1).max(255).optional(),
  },
  store: choice('store', ['sqlite', 'memory'], 'sqlite', 'Where sessions are kept: `memory` forgets all at the end.'),
  pick: {
    name: 'pick',
    kind: 'text',
    placeholder: 'ADDRESS',
    expects: 'unix:PATH, or HOST:PORT with an IP address of the loopback',
    defaultText: 'off',
    sentence:
      'Where nginx, HAProxy and other proxies ask by forward-auth which backend a request goes to (docs/proxies.md).',
    schema: z.string().min(1).max(255).optional(),
  },
  cookieKeys: path(
    'cookie_keys',
    'FILE',
    '`cookie-keys.json` in the data folder; in memory with the memory store',
    'The keys of signed cookies (mode 0600); made when it is not there, read again when it changes, shared by lbds that share clients.',
  ),
  insecureLoopback: toggle(
    'insecure_loopback',
    'Allows TCP without encryption or token on 127.0.0.1 and [::1]: every local user can then do everything.',
  ),
  tlsCert: path(
    'tls_cert',
    'FILE',
    'none',
    'Certificate chain (PEM) that TCP listeners show; read again when it changes.',
  ),
  tlsKey: path('tls_key', 'FILE', 'none', 'The private key of `tls_cert` (PEM).'),
  clientCa: path(
    'client_ca',
    'FILE',
    'none',
    "Who signs clients' certificates (PEM). Without `tokens` a client must show one; with it, one or the other will do.",
  ),
  certificateRoles: {
    name: 'certificate_roles',
    kind: 'list',
    placeholder: "'ROLE PART'",
    expects: 'a list of at most 1,000 rules, ROLE and parts of a certificate: operator CN=ada,O=Example',
    defaultText: 'none',
    sentence:
      "Which clients' certificates have which role: viewer, router, operator or admin, and what the certificate must hold (CN=, O=, OU=, DNS:, URI:, email:). The first that fits counts.",
    schema: z.array(z.string().min(1).max(1_024)).max(1_000).optional(),
  },
  tokens: path(
    'tokens',
    'FILE',
    'none',
    'Bearer tokens that are taken, one a line: name, role, sha256: and the hash; read again when it changes. `lbctl tokens new` makes one.',
  ),
  insecurePlaintext: toggle(
    'insecure_plaintext',
    'Allows tokens over TCP without TLS beyond the loopback: whoever can read the network can take them.',
  ),
  bootstrap: path('bootstrap', 'FILE', 'none', 'Pools and backends (YAML) that fill an empty store, and only that.'),
  dev: toggle('dev', 'Starts three example backends, and keeps its data in ./.lbd unless told otherwise.'),
  logLevel: choice('log_level', ['debug', 'info', 'warn', 'error'], 'info', 'The least severe line worth a log.'),
  maxSessionsTotal: count('max_sessions_total', 10_000_000, 1, 16_777_214, 'sessions', [
    'The most sessions held at once; a new one beyond is refused. The session table has no more slots than its bound.',
  ]),
  maxMessageBytes: count('max_message_bytes', 65_536, 16_384, 4_194_304, 'bytes', [
    'The largest gRPC message taken: a RouteStream message of 1,024 routes without labels stays below the default.',
  ]),
  maxConcurrentStreams: count('max_concurrent_streams', 1_000, 1, 100_000, 'calls', [
    'The most calls in flight on one connection; more wait at the client.',
  ]),
  sweepSliceSlots: count('sweep_slice_slots', 16_384, 1_024, 1_048_576, 'slots', [
    'How many slots of the session table a sweep for lapsed sessions looks at before others get their turn.',
  ]),
  housekeepingInterval: duration(
    'housekeeping_interval',
    1_000,
    10,
    60_000,
    'How long lbd rests between rounds in which lapsed sessions leave, last-active times are written and drains end.',
  ),
  stopTimeout: duration('stop_timeout', 10_000, 0, 600_000, 'How long a stop waits for the calls in flight.'),
  ...gatewaySettings,
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settings;

export const environmentName = (setting: Setting): string => `LBD_${setting.name.toUpperCase()}`;
export const flagName = (setting: Setting): string => setting.name.replaceAll('_', '-');
