import type { ChannelOptions } from '@grpc/grpc-js';

/** How a connection to lbd is made and kept, for lbctl and for programs. */
export const channelOptions: ChannelOptions = {
  // A proxy of the environment is for the web; it would get between a program and a daemon on its machine.
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
  // A stream may be silent for hours: without pings nobody would know that the other machine is gone.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  // Whoever waits wants lbd back soon after its restart, not after the library's two minutes.
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 1_000,
};
