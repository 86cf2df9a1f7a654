/** Where this room's events go; compose gives the real one. */
export type RpcLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  event: string,
  fields: Readonly<Record<string, unknown>>,
) => void;
