import type { DrainBackendResponse } from '../../proto/generated/lb/v1/DrainBackendResponse.ts';
import type { DrainProgress as DrainProgressMessage } from '../../proto/generated/lb/v1/DrainProgress.ts';
import type { BackendView } from '../backends/administration.ts';
import type { DrainPreview } from '../drains/drain-preview.ts';
import type { DrainProgress } from '../drains/drain-progress.ts';
import { backendMessage } from './backend-message.ts';
import { timestamp } from './times.ts';

/** What a drain would do. @param named the backend, as it is, where one was named */
export function previewMessage(preview: DrainPreview, [named]: readonly BackendView[]): DrainBackendResponse {
  const { held, leaving, receivers, homeless, warnings } = preview;
  return {
    backend: named === undefined ? null : backendMessage(named),
    remaining: held,
    preview: { held, leaving, receivers: Object.fromEntries(receivers), homeless },
    warnings: [...warnings],
  };
}

/** What a drain does. */
export function progressMessage(progress: DrainProgress): DrainProgressMessage {
  return {
    backend: backendMessage(progress.backend),
    remaining: progress.remaining,
    to_move: progress.toMove,
    moved: progress.moved,
    expired: progress.expired,
    rate: progress.ratePerSecond,
    eta: progress.etaMs === null ? null : timestamp(progress.etaMs),
    done: progress.done,
  };
}
