import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPromtool } from '../ops/promtool.ts';
import { type ScrapedHistory, scrapedHistory } from '../ops/scraped-history.ts';
import { aBackendProcess, type BackendProcess } from '../support/a-backend-process.ts';
import { type ADaemon, aDaemon, ask } from '../support/a-daemon.ts';
import { aTerminal, commandsOf, type Terminal } from '../support/a-terminal.ts';
import { root } from '../support/source-tree.ts';

const page = 'three-in-the-morning.md';
const crowd = '192.0.2.7';
const promtool = findPromtool();
const backends = new Map<string, BackendProcess>();
let lbd: ADaemon;
let terminal: Terminal;
let routed = 0;

beforeAll(async () => {
  lbd = await aDaemon(['--admin', '127.0.0.1:0', '--housekeeping-interval', '100ms']);
  await done('pools', 'set', 'default', '--policy', 'consistent_hash', '--hash-on', 'client_ip');
  for (const id of ['web-1', 'web-2', 'web-3']) {
    backends.set(id, await aBackendProcess(id));
    const probe = ['--probe', 'http', '--probe-interval', '200ms', '--probe-rise', '1', '--probe-fall', '1'];
    await done('backends', 'add', id, `127.0.0.1:${backends.get(id)!.port}`, ...probe);
    await done('wait', id, '--for', 'healthy', '--timeout', '20s');
  }
  terminal = await aTerminal(lbd, async (host) => {
    await backends.get(host)?.start();
    return backends.has(host);
  });
  await newSessions(60, () => `198.51.100.${routed % 250}`);
});
afterAll(async () => {
  terminal.close();
  await lbd.stop();
  await Promise.all([...backends.values()].map((backend) => backend.kill()));
});

async function done(...args: string[]): Promise<void> {
  const { code, stderr } = await lbd.lbctl(...args);
  expect(code, stderr).toBe(0);
}

async function newSessions(count: number, clientIp: () => string): Promise<void> {
  const asks = Array.from({ length: count }, () => {
    routed += 1;
    return ask(lbd.routing, lbd.routing.Route, { session_id: `user-${routed}`, client_ip: clientIp() });
  });
  await Promise.all(asks);
}

async function scrape(): Promise<string> {
  const [, admin] = await lbd.process.seen('stdout', /"admin":"([^"]+)"/);
  return await (await fetch(`http://${admin}/metrics`)).text();
}

/** The first page that says so. */
async function scrapeUntil(pattern: RegExp): Promise<string> {
  for (let i = 0; i < 5_000; i += 1) {
    const text = await scrape();
    if (pattern.test(text)) return text;
  }
  throw new Error(`/metrics never said ${pattern}`);
}

/** Forty quiet minutes: long enough that every backend counts as settled. */
async function aQuietHistory(): Promise<ScrapedHistory> {
  const history = scrapedHistory(`${root}/ops/alerts.yml`);
  history.add(await scrape(), 40);
  return history;
}

/** Each minute this happens, and is scraped. */
async function minutes(history: ScrapedHistory, count: number, happens: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    await happens();
    history.add(await scrape());
  }
}

async function typePage(section: string): Promise<string> {
  const { code, said } = await terminal.type(commandsOf(page, section));
  expect(code, said).toBe(0);
  return said;
}

const inDefault = (alertname: string, backend: string) => ({
  alertname,
  pool: 'default',
  backend,
  severity: 'warning',
});

/** A test that needs promtool's judgement. */
function judged(sentence: string, body: (expectFiring: ExpectFiring) => Promise<void>): void {
  test(sentence, async ({ skip }) => {
    if ('missing' in promtool) return skip(promtool.missing);
    await body((history, ...alerts) => expect(history.disagreement(promtool, alerts)).toBe(''));
  });
}

type ExpectFiring = (history: ScrapedHistory, ...alerts: Readonly<Record<string, string>>[]) => void;

describe(`the page ${page}`, () => {
  judged('finds and mends a backend that is down', async (expectFiring) => {
    const history = await aQuietHistory();
    await backends.get('web-1')!.kill();
    history.add(await scrapeUntil(/lb_backend_health\{pool="default",backend="web-1"\} 0/), 5);
    expectFiring(history, inDefault('LbdBackendDown', 'web-1'));

    expect(await typePage('LbdBackendDown')).toMatch(/^WARNING +backend "web-1" is unhealthy: .*refused/m);
    history.add(await scrape(), 2);
    expectFiring(history);
  });

  judged('finds and mends an uneven distribution of new sessions', async (expectFiring) => {
    const history = await aQuietHistory();
    await minutes(history, 20, () => newSessions(100, () => crowd));
    const preview = await ask(lbd.routing, lbd.routing.Route, { client_ip: crowd, validate_only: true });
    const busy = preview.backend!.id;
    const all = ['web-1', 'web-2', 'web-3'].map((id) => inDefault('LbdUnevenDistribution', id));
    expect(busy).toBe('web-1'); // as the page says
    expectFiring(history, ...all);

    expect(await typePage('LbdUnevenDistribution')).toMatch(/client_ip/);
    await minutes(history, 12, () => newSessions(100, () => crowd));
    expectFiring(history);
  });

  judged('finds who believes in another home', async (expectFiring) => {
    const history = await aQuietHistory();
    const claimed_backend_id = 'web-old';
    const asOld = () =>
      Promise.all(
        [1, 2, 3].map((n) => ask(lbd.routing, lbd.routing.Route, { session_id: `user-${n}`, claimed_backend_id })),
      );
    await minutes(history, 12, asOld);
    expectFiring(history, { alertname: 'LbdAffinityViolations', severity: 'warning' });

    expect(await typePage('LbdAffinityViolations')).toMatch(/claimed-elsewhere.*web-old|web-old.*claimed-elsewhere/);
    await minutes(history, 12, () => ask(lbd.routing, lbd.routing.Route, { session_id: 'user-1' }));
    expectFiring(history);
  });

  judged('finds and ends a drain that is late', async (expectFiring) => {
    const history = await aQuietHistory();
    await done('drain', 'web-3', '--deadline', '100ms', '--then', 'hold');
    history.add(await scrapeUntil(/lb_drain_late\{pool="default",backend="web-3"\} 1/), 5);
    expectFiring(history, inDefault('LbdDrainLate', 'web-3'));

    expect(await typePage('LbdDrainLate')).toMatch(/hold/);
    history.add(await scrape(), 2);
    expectFiring(history);
  });
});
