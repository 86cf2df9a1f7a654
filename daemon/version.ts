import { createRequire } from 'node:module';

/** As package.json has it. Required, not imported: Node 20 warns of every import of JSON. */
export const version: string = (createRequire(import.meta.url)('#package.json') as { version: string }).version;
