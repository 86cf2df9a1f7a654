import { describe, expect, test } from 'vitest';
import { concludeDrain, isOver } from '../../cli/drain-end.ts';
import { type DrainWishes, drainRequest } from '../../cli/drain-flags.ts';
import { drainSentence, previewText, progressLine, progressText } from '../../cli/drain-view.ts';
import { progressReport } from '../../cli/progress-report.ts';
import type { Backend__Output as Backend } from '../../proto/generated/lb/v1/Backend.ts';
import type { DrainProgress__Output as Progress } from '../../proto/generated/lb/v1/DrainProgress.ts';

const nowMs = new Date(2026, 4, 1, 12, 0, 0).getTime();
const inMs = (ms: number) => ({ seconds: (nowMs + ms) / 1_000, nanos: 0 });
const plan = {
  mode: 'DRAIN_MODE_LET_FINISH',
  at_deadline: 'DRAIN_THEN_MOVE',
  deadline: inMs(300_000),
  to: '',
  rate: 0,
  held: 12,
};

function aBackend(drain: object = {}, more: object = {}): Backend {
  const backend = { id: 'api-1', admin_state: 'ADMIN_STATE_DRAINING', session_count: 12 };
  return { ...backend, drain: { ...plan, ...drain }, ...more } as Backend;
}

function aProgress(more: Partial<Progress> = {}): Progress {
  return {
    backend: aBackend(),
    remaining: 6,
    to_move: 0,
    moved: 4,
    expired: 2,
    rate: 0,
    eta: null,
    done: false,
    ...more,
  };
}

describe('a drain that begins', () => {
  test.each([
    [{}, 'api-1 is draining: 12 sessions stay until 12:05:00 (5m); --now moves them'],
    [
      { at_deadline: 'DRAIN_THEN_EXPIRE' },
      'api-1 is draining: 12 sessions stay until 12:05:00 (5m), then they end; --now moves them',
    ],
    [
      { mode: 'DRAIN_MODE_MOVE', rate: 50, to: 'api-4' },
      'api-1 is draining: 12 sessions move to api-4 now, idle first, 50 a second; the rest is let go at 12:05:00 (5m)',
    ],
    [
      { mode: 'DRAIN_MODE_HOLD', deadline: null },
      'api-1 is held: 12 sessions stay and wait for it; `lbctl undrain api-1` gives all back',
    ],
  ])('with %j says what becomes of the sessions', (drain, sentence) => {
    expect(drainSentence(aBackend(drain), nowMs)).toBe(sentence);
  });

  test('with nobody there says that it will be over in a moment', () => {
    expect(drainSentence(aBackend({}, { session_count: 0 }), nowMs)).toContain('will be drained in a moment');
  });
});

describe('a drain that goes on', () => {
  test('is a bar with what is left, how fast it goes and how long it takes', () => {
    const progress = aProgress({ remaining: 5, to_move: 1, rate: 2.5, eta: inMs(40_000) });
    expect(progressLine('api-1', progress, nowMs)).toBe(
      'api-1  [████████████────────────]  50 %  6 sessions left (1 to move), 2.5 a second, about 40s more',
    );
    expect(progressText(aProgress({ remaining: 1_200, rate: 120.4 }), nowMs)).toBe('1,200 sessions left, 120 a second');
  });

  test('is a line now and then where nobody watches, each drain by itself', () => {
    let clockMs = nowMs;
    const written: string[] = [];
    const screen = { write: (text: string) => written.push(text) };
    const report = progressReport(screen, { json: false, now: () => clockMs, warn: () => {} });
    report.progress('api-1', aProgress());
    report.progress('api-2', aProgress({ remaining: 1 }));
    clockMs += 9_999;
    report.progress('api-1', aProgress({ remaining: 5 }));
    clockMs += 1;
    report.progress('api-1', aProgress({ remaining: 4 }));
    report.progress('api-1', aProgress({ remaining: 0, done: true }));
    expect(written).toEqual(['api-1: 6 sessions left\n', 'api-2: 1 session left\n', 'api-1: 4 sessions left\n']);
  });

  test('is bars below each other on a terminal', () => {
    const written: string[] = [];
    const screen = { write: (text: string) => written.push(text), isTTY: true, columns: 120 };
    const report = progressReport(screen, { json: false, now: () => nowMs, warn: () => {} });
    report.progress('api-1', aProgress());
    report.progress('web', aProgress());
    const csi = '\u001b[';
    expect(written.at(-1)?.replaceAll(csi, '^')).toMatch(/^\^1A\r\^Japi-1 {2}\[.*\nweb {4}\[.*\n$/);
  });
});

describe('a drain that ends', () => {
  const eligible = (yes: boolean) => ({
    listBackends: async () => ({ backends: [{ eligible: yes }] }),
    listSessions: async () => ({ sessions: [{}, {}], next_page_token: '' }),
  });
  const conclude = (lbd: object, last: Progress) =>
    concludeDrain(lbd as never, { pool: 'games', id: 'api-1' }, last, 3);
  const drained = aProgress({ done: true, backend: aBackend({}, { admin_state: 'ADMIN_STATE_DRAINED' }) });

  test('says how the sessions left, and that those still there at the deadline are let go', async () => {
    const overdue = aBackend({ deadline: inMs(-1) }, { admin_state: 'ADMIN_STATE_DRAINED' });
    const early = aBackend({ deadline: { seconds: 9_999_999_999 } }, { admin_state: 'ADMIN_STATE_DRAINED' });
    expect(await conclude(eligible(true), { ...drained, backend: overdue })).toBe(
      'api-1 is drained: 4 moved, 2 ended, 3 sessions move at the next request',
    );
    expect(await conclude(eligible(true), { ...drained, backend: early })).toBe('api-1 is drained: 4 moved, 2 ended');
  });

  test('with 6 when sessions have no home to go to', async () => {
    await expect(conclude(eligible(false), drained)).rejects.toMatchObject({
      message: expect.stringMatching(/^api-1 is drained, but 2 sessions have no home to go to/),
      problem: { exitCode: 6, hint: expect.stringContaining('`lbctl undrain api-1 --pool games`') },
    });
  });

  test('with 6 when the deadline leaves them held: that would go on for ever', async () => {
    const held = aProgress({ backend: aBackend({ mode: 'DRAIN_MODE_HOLD', deadline: null }) });
    expect([isOver(held), isOver(aProgress()), isOver(drained)]).toEqual([true, false, true]);
    await expect(conclude(eligible(true), held)).rejects.toMatchObject({ problem: { exitCode: 6 } });
  });

  test('with 1 when somebody took it back, or the backend away', async () => {
    const active = aProgress({ done: true, backend: aBackend({}, { admin_state: 'ADMIN_STATE_ACTIVE' }) });
    await expect(conclude(eligible(true), active)).rejects.toMatchObject({
      message: 'api-1 drains no more: it was undrained meanwhile',
      problem: { exitCode: 1 },
    });
    const gone = aProgress({ done: true, backend: null });
    await expect(conclude(eligible(true), gone)).rejects.toThrow('it was removed meanwhile');
  });
});

test('a preview tells who leaves, who moves where, and who has no home', () => {
  const preview = { held: 12, leaving: 4, receivers: { 'api-3': 2, 'api-2': 5 }, homeless: 1 };
  expect(previewText(preview, 'api-1')).toBe(
    [
      'drain                      api-1',
      'sessions there             12',
      'would end by the deadline  4',
      'would move                 7',
      '  to api-2                 5',
      '  to api-3                 2',
      'would have no home         1',
      'nothing was changed',
    ].join('\n'),
  );
});

describe("a drain's flags", () => {
  const none: DrainWishes = {
    selector: undefined,
    pool: 'default',
    deadline: undefined,
    'idle-deadline': undefined,
    now: false,
    move: false,
    hold: false,
    rate: undefined,
    to: undefined,
    reason: undefined,
  };

  test('that are not given leave a running drain as it is', () => {
    expect(drainRequest('api-1', none)).toEqual({
      pool: 'default',
      backend_id: 'api-1',
      selector: '',
      deadline: null,
      idle_deadline: null,
      mode: 'DRAIN_MODE_UNSPECIFIED',
      at_deadline: 'DRAIN_THEN_UNSPECIFIED',
      to: '',
      rate: 0,
      reason: '',
    });
  });

  test('say all that the contract can', () => {
    const all = { ...none, selector: ['zone=a', 'disk=ssd'], deadline: 60_000, 'idle-deadline': 1_500, move: true };
    // biome-ignore lint/suspicious/noThenProperty: a flag is no promise
    expect(drainRequest(undefined, { ...all, rate: 9, to: 'api-4', then: 'hold', reason: 'why' })).toMatchObject({
      backend_id: '',
      selector: 'zone=a,disk=ssd',
      deadline: { seconds: 60, nanos: 0 },
      idle_deadline: { seconds: 1, nanos: 500_000_000 },
      mode: 'DRAIN_MODE_MOVE',
      at_deadline: 'DRAIN_THEN_HOLD',
      to: 'api-4',
      rate: 9,
      reason: 'why',
    });
    expect(drainRequest('api-1', { ...none, now: true }).deadline).toEqual({ seconds: 0, nanos: 0 });
  });
});
