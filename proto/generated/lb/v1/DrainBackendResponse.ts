// Original file: proto/lb/v1/admin.proto

import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';
import type { DrainPreview as _lb_v1_DrainPreview, DrainPreview__Output as _lb_v1_DrainPreview__Output } from '../../lb/v1/DrainPreview.ts';

export interface DrainBackendResponse {
  /**
   * The backend, where one was named.
   */
  'backend'?: (_lb_v1_Backend | null);
  /**
   * Sessions that are still at home here, over all backends.
   */
  'remaining'?: (number);
  /**
   * All backends that drain now.
   */
  'backends'?: (_lb_v1_Backend)[];
  /**
   * With validate_only.
   */
  'preview'?: (_lb_v1_DrainPreview | null);
  /**
   * What an operator should know, e.g. that nobody is left to take new sessions.
   */
  'warnings'?: (string)[];
}

export interface DrainBackendResponse__Output {
  /**
   * The backend, where one was named.
   */
  'backend': (_lb_v1_Backend__Output | null);
  /**
   * Sessions that are still at home here, over all backends.
   */
  'remaining': (number);
  /**
   * All backends that drain now.
   */
  'backends': (_lb_v1_Backend__Output)[];
  /**
   * With validate_only.
   */
  'preview': (_lb_v1_DrainPreview__Output | null);
  /**
   * What an operator should know, e.g. that nobody is left to take new sessions.
   */
  'warnings': (string)[];
}
