import { createRequire } from 'node:module';

/** `lbctl/0.1.0 linux-x64 node-v20.20.2`: what a report of a bug wants to know. */
export function version(): string {
  const { version } = createRequire(import.meta.url)('#package.json') as { version: string };
  return `lbctl/${version} ${process.platform}-${process.arch} node-${process.version}`;
}
