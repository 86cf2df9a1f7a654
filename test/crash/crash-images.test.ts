import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { crashImages, traceOf } from './crash-images.ts';

const images = Number(process.env.LBD_CRASH_IMAGES ?? 600);
const changes = images > 5_000 ? 6_000 : 3_000;
const whyNot = 'strace is not there';
const lacksStrace = spawnSync('strace', ['-V'], { stdio: 'ignore' }).status !== 0;

describe('when the power fails', () => {
  test('no acknowledged change is lost, whatever the disk made of what was not synced', async ({ skip }) => {
    skip(lacksStrace, whyNot);
    const events = await traceOf('full', changes);
    const moved = events.some((event) => event.kind === 'write' && /lbd\.db$/.test(event.file));
    expect(moved, 'the log was never moved into the database: the trace is too short').toBe(true);
    const outcome = crashImages(events, images, 1);
    expect(outcome.verdicts).toEqual([]);
    expect(outcome.images).toBeGreaterThanOrEqual(images);
    expect(outcome.acknowledged).toBeGreaterThanOrEqual(changes);
  });

  test('changes are lost where the store does not wait for the disk: this test would see it', async ({ skip }) => {
    skip(lacksStrace, whyNot);
    const outcome = crashImages(await traceOf('normal', changes), Math.min(images, 300), 1);
    expect(outcome.bad).toBeGreaterThan(0);
  });
});
