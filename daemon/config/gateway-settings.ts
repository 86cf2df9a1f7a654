import { z } from 'zod';
import { count, duration, list, path, type Setting } from './setting-kinds.ts';

const hourMs = 3_600_000;

/** The settings of the HTTP gateway. */
export const gatewaySettings = {
  gateway: {
    name: 'gateway',
    kind: 'text',
    placeholder: 'HOST:PORT',
    expects: 'HOST:PORT with an IP address, such as 0.0.0.0:8080',
    defaultText: 'off; with `--dev` 127.0.0.1:8080, or a free port where that is busy',
    sentence: 'Where the HTTP gateway listens, for HTTP/1.1 and HTTP/2. Port 0 takes a free one.',
    schema: z.string().min(1).max(255).optional(),
  },
  gatewayTlsCert: path(
    'gateway_tls_cert',
    'FILE',
    'none: plaintext',
    'The certificate of the gateway and its chain (PEM); read again when the file changes.',
  ),
  gatewayTlsKey: path('gateway_tls_key', 'FILE', 'none', 'The key of that certificate (PEM); read again as well.'),
  gatewayTrustedProxies: list(
    'gateway_trusted_proxies',
    'CIDR',
    'a list of addresses or networks, such as 10.0.0.0/8',
    'none',
    'Whose X-Forwarded-* and Forwarded headers the gateway believes; repeatable. Those of others are dropped.',
  ),
  gatewayUpgrades: list(
    'gateway_upgrades',
    'PROTOCOL',
    'a list of protocol names; h2c is never one',
    'websocket',
    'What the gateway lets a request upgrade to; repeatable. Any other is served as if it had not asked.',
  ),
  gatewayAccessLog: path(
    'gateway_access_log',
    'FILE',
    'none',
    'Where the gateway writes a JSON line about each request; /dev/stderr is one.',
  ),
  gatewayMaxConnections: count('gateway_max_connections', 20_000, 1, 1_000_000, 'connections', [
    'The most connections of clients at once; more are closed as they come.',
  ]),
  gatewayMaxConnectionsPerClient: count('gateway_max_connections_per_client', 256, 1, 1_000_000, 'connections', [
    'The most connections of one address; those of trusted proxies are not counted.',
  ]),
  gatewayMaxRequests: count('gateway_max_requests', 4_096, 1, 1_000_000, 'requests', [
    'The most requests under way at once, upgraded connections not among them; more are answered 503.',
  ]),
  gatewayMaxBodyBytes: count('gateway_max_body_bytes', 1_073_741_824, 0, 1_099_511_627_776, 'bytes', [
    'The largest body of a request; a larger one is answered 413.',
  ]),
  gatewayReplayBytes: count('gateway_replay_bytes', 65_536, 0, 16_777_216, 'bytes', [
    'How much of a body is kept to send it again, when a backend fails before it answers.',
  ]),
  gatewayHeaderTimeout: duration(
    'gateway_header_timeout',
    10_000,
    100,
    hourMs,
    'How long a client may take for the head of a request.',
  ),
  gatewayBodyTimeout: duration(
    'gateway_body_timeout',
    15_000,
    100,
    hourMs,
    'How long the body of a request may stand still.',
  ),
  gatewayRequestTimeout: duration(
    'gateway_request_timeout',
    60_000,
    100,
    hourMs,
    'How long a client may take for the body of a request; each KiB that came gives it a second more.',
  ),
  gatewayKeepAliveTimeout: duration(
    'gateway_keep_alive_timeout',
    65_000,
    100,
    hourMs,
    "How long a client's connection may rest between requests.",
  ),
  gatewayConnectTimeout: duration(
    'gateway_connect_timeout',
    2_000,
    10,
    60_000,
    'How long a backend may take to accept a connection.',
  ),
  gatewayAnswerTimeout: duration(
    'gateway_answer_timeout',
    60_000,
    100,
    hourMs,
    'How long a backend may take to begin its answer; then the client is told 504.',
  ),
  gatewayCloseSpread: duration(
    'gateway_close_spread',
    30_000,
    0,
    hourMs,
    'Over how long the connections still open at the deadline of a drain are closed, so that they do not all return at once.',
  ),
} as const satisfies Record<string, Setting>;
