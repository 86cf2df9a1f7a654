#!/usr/bin/env node
import { Config, run, settings } from '@oclif/core';
import { wantsJson } from './output/wants-json.ts';
import { problemOf, report } from './report.ts';
import { suggestion } from './suggestion.ts';

// The sources next to dist/ are none of oclif's business, whatever NODE_ENV says.
settings.enableAutoTranspile = false;

const argv = process.argv.slice(2);
try {
  await run(argv, import.meta.url);
} catch (error) {
  const unknown = /^command (\S+) not found\.?$/i.exec(error instanceof Error ? error.message : '');
  const { commandIDs } = unknown ? await Config.load(import.meta.url) : { commandIDs: [] };
  const problem = unknown?.[1] ? suggestion(unknown[1], commandIDs) : problemOf(error);
  report(problem, wantsJson(argv));
  process.exitCode = problem.exitCode;
}
