// Original file: proto/lb/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';
import type { BackupChunk as _lb_v1_BackupChunk, BackupChunk__Output as _lb_v1_BackupChunk__Output } from '../../lb/v1/BackupChunk.ts';
import type { CordonBackendRequest as _lb_v1_CordonBackendRequest, CordonBackendRequest__Output as _lb_v1_CordonBackendRequest__Output } from '../../lb/v1/CordonBackendRequest.ts';
import type { CreateBackendRequest as _lb_v1_CreateBackendRequest, CreateBackendRequest__Output as _lb_v1_CreateBackendRequest__Output } from '../../lb/v1/CreateBackendRequest.ts';
import type { CreateBackupRequest as _lb_v1_CreateBackupRequest, CreateBackupRequest__Output as _lb_v1_CreateBackupRequest__Output } from '../../lb/v1/CreateBackupRequest.ts';
import type { CreatePoolRequest as _lb_v1_CreatePoolRequest, CreatePoolRequest__Output as _lb_v1_CreatePoolRequest__Output } from '../../lb/v1/CreatePoolRequest.ts';
import type { DeleteBackendRequest as _lb_v1_DeleteBackendRequest, DeleteBackendRequest__Output as _lb_v1_DeleteBackendRequest__Output } from '../../lb/v1/DeleteBackendRequest.ts';
import type { DeleteBackendResponse as _lb_v1_DeleteBackendResponse, DeleteBackendResponse__Output as _lb_v1_DeleteBackendResponse__Output } from '../../lb/v1/DeleteBackendResponse.ts';
import type { DeletePoolRequest as _lb_v1_DeletePoolRequest, DeletePoolRequest__Output as _lb_v1_DeletePoolRequest__Output } from '../../lb/v1/DeletePoolRequest.ts';
import type { DeletePoolResponse as _lb_v1_DeletePoolResponse, DeletePoolResponse__Output as _lb_v1_DeletePoolResponse__Output } from '../../lb/v1/DeletePoolResponse.ts';
import type { DrainBackendRequest as _lb_v1_DrainBackendRequest, DrainBackendRequest__Output as _lb_v1_DrainBackendRequest__Output } from '../../lb/v1/DrainBackendRequest.ts';
import type { DrainBackendResponse as _lb_v1_DrainBackendResponse, DrainBackendResponse__Output as _lb_v1_DrainBackendResponse__Output } from '../../lb/v1/DrainBackendResponse.ts';
import type { DrainProgress as _lb_v1_DrainProgress, DrainProgress__Output as _lb_v1_DrainProgress__Output } from '../../lb/v1/DrainProgress.ts';
import type { ExpireNowRequest as _lb_v1_ExpireNowRequest, ExpireNowRequest__Output as _lb_v1_ExpireNowRequest__Output } from '../../lb/v1/ExpireNowRequest.ts';
import type { ExpireNowResponse as _lb_v1_ExpireNowResponse, ExpireNowResponse__Output as _lb_v1_ExpireNowResponse__Output } from '../../lb/v1/ExpireNowResponse.ts';
import type { ExportKeysRequest as _lb_v1_ExportKeysRequest, ExportKeysRequest__Output as _lb_v1_ExportKeysRequest__Output } from '../../lb/v1/ExportKeysRequest.ts';
import type { ExportKeysResponse as _lb_v1_ExportKeysResponse, ExportKeysResponse__Output as _lb_v1_ExportKeysResponse__Output } from '../../lb/v1/ExportKeysResponse.ts';
import type { GetBackendRequest as _lb_v1_GetBackendRequest, GetBackendRequest__Output as _lb_v1_GetBackendRequest__Output } from '../../lb/v1/GetBackendRequest.ts';
import type { GetPoolRequest as _lb_v1_GetPoolRequest, GetPoolRequest__Output as _lb_v1_GetPoolRequest__Output } from '../../lb/v1/GetPoolRequest.ts';
import type { GetSessionRequest as _lb_v1_GetSessionRequest, GetSessionRequest__Output as _lb_v1_GetSessionRequest__Output } from '../../lb/v1/GetSessionRequest.ts';
import type { GetStatusRequest as _lb_v1_GetStatusRequest, GetStatusRequest__Output as _lb_v1_GetStatusRequest__Output } from '../../lb/v1/GetStatusRequest.ts';
import type { GetStatusResponse as _lb_v1_GetStatusResponse, GetStatusResponse__Output as _lb_v1_GetStatusResponse__Output } from '../../lb/v1/GetStatusResponse.ts';
import type { InspectCookieRequest as _lb_v1_InspectCookieRequest, InspectCookieRequest__Output as _lb_v1_InspectCookieRequest__Output } from '../../lb/v1/InspectCookieRequest.ts';
import type { InspectCookieResponse as _lb_v1_InspectCookieResponse, InspectCookieResponse__Output as _lb_v1_InspectCookieResponse__Output } from '../../lb/v1/InspectCookieResponse.ts';
import type { ListBackendsRequest as _lb_v1_ListBackendsRequest, ListBackendsRequest__Output as _lb_v1_ListBackendsRequest__Output } from '../../lb/v1/ListBackendsRequest.ts';
import type { ListBackendsResponse as _lb_v1_ListBackendsResponse, ListBackendsResponse__Output as _lb_v1_ListBackendsResponse__Output } from '../../lb/v1/ListBackendsResponse.ts';
import type { ListEventsRequest as _lb_v1_ListEventsRequest, ListEventsRequest__Output as _lb_v1_ListEventsRequest__Output } from '../../lb/v1/ListEventsRequest.ts';
import type { ListEventsResponse as _lb_v1_ListEventsResponse, ListEventsResponse__Output as _lb_v1_ListEventsResponse__Output } from '../../lb/v1/ListEventsResponse.ts';
import type { ListKeysRequest as _lb_v1_ListKeysRequest, ListKeysRequest__Output as _lb_v1_ListKeysRequest__Output } from '../../lb/v1/ListKeysRequest.ts';
import type { ListKeysResponse as _lb_v1_ListKeysResponse, ListKeysResponse__Output as _lb_v1_ListKeysResponse__Output } from '../../lb/v1/ListKeysResponse.ts';
import type { ListPoolsRequest as _lb_v1_ListPoolsRequest, ListPoolsRequest__Output as _lb_v1_ListPoolsRequest__Output } from '../../lb/v1/ListPoolsRequest.ts';
import type { ListPoolsResponse as _lb_v1_ListPoolsResponse, ListPoolsResponse__Output as _lb_v1_ListPoolsResponse__Output } from '../../lb/v1/ListPoolsResponse.ts';
import type { ListSessionsRequest as _lb_v1_ListSessionsRequest, ListSessionsRequest__Output as _lb_v1_ListSessionsRequest__Output } from '../../lb/v1/ListSessionsRequest.ts';
import type { ListSessionsResponse as _lb_v1_ListSessionsResponse, ListSessionsResponse__Output as _lb_v1_ListSessionsResponse__Output } from '../../lb/v1/ListSessionsResponse.ts';
import type { ListViolationsRequest as _lb_v1_ListViolationsRequest, ListViolationsRequest__Output as _lb_v1_ListViolationsRequest__Output } from '../../lb/v1/ListViolationsRequest.ts';
import type { ListViolationsResponse as _lb_v1_ListViolationsResponse, ListViolationsResponse__Output as _lb_v1_ListViolationsResponse__Output } from '../../lb/v1/ListViolationsResponse.ts';
import type { MoveSessionRequest as _lb_v1_MoveSessionRequest, MoveSessionRequest__Output as _lb_v1_MoveSessionRequest__Output } from '../../lb/v1/MoveSessionRequest.ts';
import type { PinSessionRequest as _lb_v1_PinSessionRequest, PinSessionRequest__Output as _lb_v1_PinSessionRequest__Output } from '../../lb/v1/PinSessionRequest.ts';
import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from '../../lb/v1/Pool.ts';
import type { RotateKeyRequest as _lb_v1_RotateKeyRequest, RotateKeyRequest__Output as _lb_v1_RotateKeyRequest__Output } from '../../lb/v1/RotateKeyRequest.ts';
import type { RotateKeyResponse as _lb_v1_RotateKeyResponse, RotateKeyResponse__Output as _lb_v1_RotateKeyResponse__Output } from '../../lb/v1/RotateKeyResponse.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from '../../lb/v1/Session.ts';
import type { UncordonBackendRequest as _lb_v1_UncordonBackendRequest, UncordonBackendRequest__Output as _lb_v1_UncordonBackendRequest__Output } from '../../lb/v1/UncordonBackendRequest.ts';
import type { UndrainBackendRequest as _lb_v1_UndrainBackendRequest, UndrainBackendRequest__Output as _lb_v1_UndrainBackendRequest__Output } from '../../lb/v1/UndrainBackendRequest.ts';
import type { UnpinSessionRequest as _lb_v1_UnpinSessionRequest, UnpinSessionRequest__Output as _lb_v1_UnpinSessionRequest__Output } from '../../lb/v1/UnpinSessionRequest.ts';
import type { UpdateBackendRequest as _lb_v1_UpdateBackendRequest, UpdateBackendRequest__Output as _lb_v1_UpdateBackendRequest__Output } from '../../lb/v1/UpdateBackendRequest.ts';
import type { UpdatePoolRequest as _lb_v1_UpdatePoolRequest, UpdatePoolRequest__Output as _lb_v1_UpdatePoolRequest__Output } from '../../lb/v1/UpdatePoolRequest.ts';
import type { UpdateSessionRequest as _lb_v1_UpdateSessionRequest, UpdateSessionRequest__Output as _lb_v1_UpdateSessionRequest__Output } from '../../lb/v1/UpdateSessionRequest.ts';
import type { WatchDrainRequest as _lb_v1_WatchDrainRequest, WatchDrainRequest__Output as _lb_v1_WatchDrainRequest__Output } from '../../lb/v1/WatchDrainRequest.ts';
import type { WatchRequest as _lb_v1_WatchRequest, WatchRequest__Output as _lb_v1_WatchRequest__Output } from '../../lb/v1/WatchRequest.ts';
import type { WatchResponse as _lb_v1_WatchResponse, WatchResponse__Output as _lb_v1_WatchResponse__Output } from '../../lb/v1/WatchResponse.ts';

/**
 * For operators: pools, backends, sessions. Changes are durable before they are answered.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 * By TCP the caller needs a token or a certificate: UNAUTHENTICATED without a good one, PERMISSION_DENIED where its role
 * is too low. Viewers read, operators act on backends and sessions, admins configure pools and backends and take backups.
 * INVALID_ARGUMENT names the field by its path; NOT_FOUND names what is not there; all methods say UNAVAILABLE
 * STORE_UNAVAILABLE when the store can't write, and are then safe to repeat.
 */
export interface AdminServiceClient extends grpc.Client {
  /**
   * No new sessions; nothing else changes. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  CordonBackend(argument: _lb_v1_CordonBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CordonBackend(argument: _lb_v1_CordonBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CordonBackend(argument: _lb_v1_CordonBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CordonBackend(argument: _lb_v1_CordonBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  /**
   * No new sessions; nothing else changes. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  cordonBackend(argument: _lb_v1_CordonBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  cordonBackend(argument: _lb_v1_CordonBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  cordonBackend(argument: _lb_v1_CordonBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  cordonBackend(argument: _lb_v1_CordonBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  /**
   * ALREADY_EXISTS  the pool has a backend of this id.
   */
  CreateBackend(argument: _lb_v1_CreateBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CreateBackend(argument: _lb_v1_CreateBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CreateBackend(argument: _lb_v1_CreateBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  CreateBackend(argument: _lb_v1_CreateBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  /**
   * ALREADY_EXISTS  the pool has a backend of this id.
   */
  createBackend(argument: _lb_v1_CreateBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  createBackend(argument: _lb_v1_CreateBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  createBackend(argument: _lb_v1_CreateBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  createBackend(argument: _lb_v1_CreateBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  /**
   * A copy of the store as it is now, taken while lbd serves.
   */
  CreateBackup(argument: _lb_v1_CreateBackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_BackupChunk__Output>;
  CreateBackup(argument: _lb_v1_CreateBackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_BackupChunk__Output>;
  /**
   * A copy of the store as it is now, taken while lbd serves.
   */
  createBackup(argument: _lb_v1_CreateBackupRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_BackupChunk__Output>;
  createBackup(argument: _lb_v1_CreateBackupRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_BackupChunk__Output>;
  
  /**
   * ALREADY_EXISTS  a pool of this name exists.
   */
  CreatePool(argument: _lb_v1_CreatePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  CreatePool(argument: _lb_v1_CreatePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  CreatePool(argument: _lb_v1_CreatePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  CreatePool(argument: _lb_v1_CreatePoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  /**
   * ALREADY_EXISTS  a pool of this name exists.
   */
  createPool(argument: _lb_v1_CreatePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  createPool(argument: _lb_v1_CreatePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  createPool(argument: _lb_v1_CreatePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  createPool(argument: _lb_v1_CreatePoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  
  /**
   * FAILED_PRECONDITION  BACKEND_HOLDS_SESSIONS: drain it first, or force.
   */
  DeleteBackend(argument: _lb_v1_DeleteBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  DeleteBackend(argument: _lb_v1_DeleteBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  DeleteBackend(argument: _lb_v1_DeleteBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  DeleteBackend(argument: _lb_v1_DeleteBackendRequest, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * FAILED_PRECONDITION  BACKEND_HOLDS_SESSIONS: drain it first, or force.
   */
  deleteBackend(argument: _lb_v1_DeleteBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  deleteBackend(argument: _lb_v1_DeleteBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  deleteBackend(argument: _lb_v1_DeleteBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  deleteBackend(argument: _lb_v1_DeleteBackendRequest, callback: grpc.requestCallback<_lb_v1_DeleteBackendResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * FAILED_PRECONDITION  POOL_HOLDS_BACKENDS, or it is the default pool.
   */
  DeletePool(argument: _lb_v1_DeletePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  DeletePool(argument: _lb_v1_DeletePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  DeletePool(argument: _lb_v1_DeletePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  DeletePool(argument: _lb_v1_DeletePoolRequest, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  /**
   * FAILED_PRECONDITION  POOL_HOLDS_BACKENDS, or it is the default pool.
   */
  deletePool(argument: _lb_v1_DeletePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  deletePool(argument: _lb_v1_DeletePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  deletePool(argument: _lb_v1_DeletePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  deletePool(argument: _lb_v1_DeletePoolRequest, callback: grpc.requestCallback<_lb_v1_DeletePoolResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * No new sessions; those here stay until the deadline, then move at their next Route. Safe to repeat:
   * a running drain is answered as it is, and its deadline changes only when one is given.
   */
  DrainBackend(argument: _lb_v1_DrainBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  DrainBackend(argument: _lb_v1_DrainBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  DrainBackend(argument: _lb_v1_DrainBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  DrainBackend(argument: _lb_v1_DrainBackendRequest, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  /**
   * No new sessions; those here stay until the deadline, then move at their next Route. Safe to repeat:
   * a running drain is answered as it is, and its deadline changes only when one is given.
   */
  drainBackend(argument: _lb_v1_DrainBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  drainBackend(argument: _lb_v1_DrainBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  drainBackend(argument: _lb_v1_DrainBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  drainBackend(argument: _lb_v1_DrainBackendRequest, callback: grpc.requestCallback<_lb_v1_DrainBackendResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends sessions now: one by id, or all of a backend, a pool, or everywhere. Answers when it is done; stops at
   * cancellation; safe to repeat.
   */
  ExpireNow(argument: _lb_v1_ExpireNowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  ExpireNow(argument: _lb_v1_ExpireNowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  ExpireNow(argument: _lb_v1_ExpireNowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  ExpireNow(argument: _lb_v1_ExpireNowRequest, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends sessions now: one by id, or all of a backend, a pool, or everywhere. Answers when it is done; stops at
   * cancellation; safe to repeat.
   */
  expireNow(argument: _lb_v1_ExpireNowRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  expireNow(argument: _lb_v1_ExpireNowRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  expireNow(argument: _lb_v1_ExpireNowRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  expireNow(argument: _lb_v1_ExpireNowRequest, callback: grpc.requestCallback<_lb_v1_ExpireNowResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The keys that verify signed cookies, for proxies that are to keep sessions at home while lbd is away. Who has them
   * can make cookies.
   */
  ExportKeys(argument: _lb_v1_ExportKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  ExportKeys(argument: _lb_v1_ExportKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  ExportKeys(argument: _lb_v1_ExportKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  ExportKeys(argument: _lb_v1_ExportKeysRequest, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The keys that verify signed cookies, for proxies that are to keep sessions at home while lbd is away. Who has them
   * can make cookies.
   */
  exportKeys(argument: _lb_v1_ExportKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  exportKeys(argument: _lb_v1_ExportKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  exportKeys(argument: _lb_v1_ExportKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  exportKeys(argument: _lb_v1_ExportKeysRequest, callback: grpc.requestCallback<_lb_v1_ExportKeysResponse__Output>): grpc.ClientUnaryCall;
  
  GetBackend(argument: _lb_v1_GetBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  GetBackend(argument: _lb_v1_GetBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  GetBackend(argument: _lb_v1_GetBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  GetBackend(argument: _lb_v1_GetBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  getBackend(argument: _lb_v1_GetBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  getBackend(argument: _lb_v1_GetBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  getBackend(argument: _lb_v1_GetBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  getBackend(argument: _lb_v1_GetBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  GetPool(argument: _lb_v1_GetPoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  GetPool(argument: _lb_v1_GetPoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  GetPool(argument: _lb_v1_GetPoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  GetPool(argument: _lb_v1_GetPoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  getPool(argument: _lb_v1_GetPoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  getPool(argument: _lb_v1_GetPoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  getPool(argument: _lb_v1_GetPoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  getPool(argument: _lb_v1_GetPoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  
  /**
   * With its history. A session that ended is answered from the journal.
   */
  GetSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  /**
   * With its history. A session that ended is answered from the journal.
   */
  getSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _lb_v1_GetSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  getSession(argument: _lb_v1_GetSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  
  GetStatus(argument: _lb_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _lb_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _lb_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  GetStatus(argument: _lb_v1_GetStatusRequest, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _lb_v1_GetStatusRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _lb_v1_GetStatusRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _lb_v1_GetStatusRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  getStatus(argument: _lb_v1_GetStatusRequest, callback: grpc.requestCallback<_lb_v1_GetStatusResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * What a signed cookie says, and whether it counts.
   */
  InspectCookie(argument: _lb_v1_InspectCookieRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  InspectCookie(argument: _lb_v1_InspectCookieRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  InspectCookie(argument: _lb_v1_InspectCookieRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  InspectCookie(argument: _lb_v1_InspectCookieRequest, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a signed cookie says, and whether it counts.
   */
  inspectCookie(argument: _lb_v1_InspectCookieRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  inspectCookie(argument: _lb_v1_InspectCookieRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  inspectCookie(argument: _lb_v1_InspectCookieRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  inspectCookie(argument: _lb_v1_InspectCookieRequest, callback: grpc.requestCallback<_lb_v1_InspectCookieResponse__Output>): grpc.ClientUnaryCall;
  
  ListBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The journal, oldest first.
   */
  ListEvents(argument: _lb_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _lb_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _lb_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  ListEvents(argument: _lb_v1_ListEventsRequest, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The journal, oldest first.
   */
  listEvents(argument: _lb_v1_ListEventsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _lb_v1_ListEventsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _lb_v1_ListEventsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  listEvents(argument: _lb_v1_ListEventsRequest, callback: grpc.requestCallback<_lb_v1_ListEventsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * The keys of signed cookies, the active one first; never their secrets.
   */
  ListKeys(argument: _lb_v1_ListKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _lb_v1_ListKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _lb_v1_ListKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  ListKeys(argument: _lb_v1_ListKeysRequest, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The keys of signed cookies, the active one first; never their secrets.
   */
  listKeys(argument: _lb_v1_ListKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _lb_v1_ListKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _lb_v1_ListKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  listKeys(argument: _lb_v1_ListKeysRequest, callback: grpc.requestCallback<_lb_v1_ListKeysResponse__Output>): grpc.ClientUnaryCall;
  
  ListPools(argument: _lb_v1_ListPoolsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  ListPools(argument: _lb_v1_ListPoolsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  ListPools(argument: _lb_v1_ListPoolsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  ListPools(argument: _lb_v1_ListPoolsRequest, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  listPools(argument: _lb_v1_ListPoolsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  listPools(argument: _lb_v1_ListPoolsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  listPools(argument: _lb_v1_ListPoolsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  listPools(argument: _lb_v1_ListPoolsRequest, callback: grpc.requestCallback<_lb_v1_ListPoolsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sessions in the order of their slots: one that lives through the whole walk is listed exactly once.
   * Reading never extends a session.
   * 
   * INVALID_ARGUMENT  filter (with the position), page_size below 0, page_token of another request.
   */
  ListSessions(argument: _lb_v1_ListSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _lb_v1_ListSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _lb_v1_ListSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  ListSessions(argument: _lb_v1_ListSessionsRequest, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sessions in the order of their slots: one that lives through the whole walk is listed exactly once.
   * Reading never extends a session.
   * 
   * INVALID_ARGUMENT  filter (with the position), page_size below 0, page_token of another request.
   */
  listSessions(argument: _lb_v1_ListSessionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _lb_v1_ListSessionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _lb_v1_ListSessionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  listSessions(argument: _lb_v1_ListSessionsRequest, callback: grpc.requestCallback<_lb_v1_ListSessionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sessions whose stickiness broke, newest last.
   */
  ListViolations(argument: _lb_v1_ListViolationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _lb_v1_ListViolationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _lb_v1_ListViolationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  ListViolations(argument: _lb_v1_ListViolationsRequest, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sessions whose stickiness broke, newest last.
   */
  listViolations(argument: _lb_v1_ListViolationsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _lb_v1_ListViolationsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _lb_v1_ListViolationsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  listViolations(argument: _lb_v1_ListViolationsRequest, callback: grpc.requestCallback<_lb_v1_ListViolationsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Moves one session now; its next Route answers MOVED with OPERATOR. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the target is draining, unhealthy or full, or the session is pinned.
   */
  MoveSession(argument: _lb_v1_MoveSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  MoveSession(argument: _lb_v1_MoveSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  MoveSession(argument: _lb_v1_MoveSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  MoveSession(argument: _lb_v1_MoveSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  /**
   * Moves one session now; its next Route answers MOVED with OPERATOR. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the target is draining, unhealthy or full, or the session is pinned.
   */
  moveSession(argument: _lb_v1_MoveSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  moveSession(argument: _lb_v1_MoveSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  moveSession(argument: _lb_v1_MoveSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  moveSession(argument: _lb_v1_MoveSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  
  /**
   * Keeps a session where it is: drains leave it there until it is unpinned, ends, or its backend fails.
   */
  PinSession(argument: _lb_v1_PinSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  PinSession(argument: _lb_v1_PinSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  PinSession(argument: _lb_v1_PinSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  PinSession(argument: _lb_v1_PinSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  /**
   * Keeps a session where it is: drains leave it there until it is unpinned, ends, or its backend fails.
   */
  pinSession(argument: _lb_v1_PinSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  pinSession(argument: _lb_v1_PinSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  pinSession(argument: _lb_v1_PinSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  pinSession(argument: _lb_v1_PinSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  
  /**
   * Signs with a new key from now on. Cookies of the old ones count until they are too old, and are sent anew when they
   * come; drop_others makes them count for nothing at once.
   * 
   * FAILED_PRECONDITION  four old keys are accepted still, and cookies of theirs may be about.
   */
  RotateKey(argument: _lb_v1_RotateKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateKey(argument: _lb_v1_RotateKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateKey(argument: _lb_v1_RotateKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateKey(argument: _lb_v1_RotateKeyRequest, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Signs with a new key from now on. Cookies of the old ones count until they are too old, and are sent anew when they
   * come; drop_others makes them count for nothing at once.
   * 
   * FAILED_PRECONDITION  four old keys are accepted still, and cookies of theirs may be about.
   */
  rotateKey(argument: _lb_v1_RotateKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateKey(argument: _lb_v1_RotateKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateKey(argument: _lb_v1_RotateKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateKey(argument: _lb_v1_RotateKeyRequest, callback: grpc.requestCallback<_lb_v1_RotateKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Undoes a cordon. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  UncordonBackend(argument: _lb_v1_UncordonBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UncordonBackend(argument: _lb_v1_UncordonBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UncordonBackend(argument: _lb_v1_UncordonBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UncordonBackend(argument: _lb_v1_UncordonBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  /**
   * Undoes a cordon. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  uncordonBackend(argument: _lb_v1_UncordonBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  uncordonBackend(argument: _lb_v1_UncordonBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  uncordonBackend(argument: _lb_v1_UncordonBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  uncordonBackend(argument: _lb_v1_UncordonBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  /**
   * Back to active, whatever drain or cordon it was under. Safe to repeat.
   */
  UndrainBackend(argument: _lb_v1_UndrainBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UndrainBackend(argument: _lb_v1_UndrainBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UndrainBackend(argument: _lb_v1_UndrainBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UndrainBackend(argument: _lb_v1_UndrainBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  /**
   * Back to active, whatever drain or cordon it was under. Safe to repeat.
   */
  undrainBackend(argument: _lb_v1_UndrainBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  undrainBackend(argument: _lb_v1_UndrainBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  undrainBackend(argument: _lb_v1_UndrainBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  undrainBackend(argument: _lb_v1_UndrainBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  UnpinSession(argument: _lb_v1_UnpinSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UnpinSession(argument: _lb_v1_UnpinSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UnpinSession(argument: _lb_v1_UnpinSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UnpinSession(argument: _lb_v1_UnpinSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  unpinSession(argument: _lb_v1_UnpinSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  unpinSession(argument: _lb_v1_UnpinSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  unpinSession(argument: _lb_v1_UnpinSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  unpinSession(argument: _lb_v1_UnpinSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  
  /**
   * Settings only; admin state has verbs of its own. An address change breaks the sessions here unless keep_sessions.
   * 
   * ABORTED  the etag is not today's.
   */
  UpdateBackend(argument: _lb_v1_UpdateBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UpdateBackend(argument: _lb_v1_UpdateBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UpdateBackend(argument: _lb_v1_UpdateBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  UpdateBackend(argument: _lb_v1_UpdateBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  /**
   * Settings only; admin state has verbs of its own. An address change breaks the sessions here unless keep_sessions.
   * 
   * ABORTED  the etag is not today's.
   */
  updateBackend(argument: _lb_v1_UpdateBackendRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  updateBackend(argument: _lb_v1_UpdateBackendRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  updateBackend(argument: _lb_v1_UpdateBackendRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  updateBackend(argument: _lb_v1_UpdateBackendRequest, callback: grpc.requestCallback<_lb_v1_Backend__Output>): grpc.ClientUnaryCall;
  
  /**
   * ABORTED  the etag is not today's.
   */
  UpdatePool(argument: _lb_v1_UpdatePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  UpdatePool(argument: _lb_v1_UpdatePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  UpdatePool(argument: _lb_v1_UpdatePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  UpdatePool(argument: _lb_v1_UpdatePoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  /**
   * ABORTED  the etag is not today's.
   */
  updatePool(argument: _lb_v1_UpdatePoolRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  updatePool(argument: _lb_v1_UpdatePoolRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  updatePool(argument: _lb_v1_UpdatePoolRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  updatePool(argument: _lb_v1_UpdatePoolRequest, callback: grpc.requestCallback<_lb_v1_Pool__Output>): grpc.ClientUnaryCall;
  
  /**
   * Merges labels, shortens the lease.
   */
  UpdateSession(argument: _lb_v1_UpdateSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UpdateSession(argument: _lb_v1_UpdateSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UpdateSession(argument: _lb_v1_UpdateSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  UpdateSession(argument: _lb_v1_UpdateSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  /**
   * Merges labels, shortens the lease.
   */
  updateSession(argument: _lb_v1_UpdateSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  updateSession(argument: _lb_v1_UpdateSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  updateSession(argument: _lb_v1_UpdateSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  updateSession(argument: _lb_v1_UpdateSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  
  /**
   * The journal from a sequence on, without gap or repetition, and then as it happens.
   * 
   * OUT_OF_RANGE  JOURNAL_TRUNCATED: the journal no longer reaches back so far; metadata says from where it does.
   * RESOURCE_EXHAUSTED  SLOW_WATCHER: the client reads too slowly; watch again from its last sequence.
   */
  Watch(argument: _lb_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_WatchResponse__Output>;
  Watch(argument: _lb_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_WatchResponse__Output>;
  /**
   * The journal from a sequence on, without gap or repetition, and then as it happens.
   * 
   * OUT_OF_RANGE  JOURNAL_TRUNCATED: the journal no longer reaches back so far; metadata says from where it does.
   * RESOURCE_EXHAUSTED  SLOW_WATCHER: the client reads too slowly; watch again from its last sequence.
   */
  watch(argument: _lb_v1_WatchRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_WatchResponse__Output>;
  watch(argument: _lb_v1_WatchRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_WatchResponse__Output>;
  
  /**
   * What a drain does, from now until the backend is drained, undrained or removed. Ends with the last of these.
   */
  WatchDrain(argument: _lb_v1_WatchDrainRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_DrainProgress__Output>;
  WatchDrain(argument: _lb_v1_WatchDrainRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_DrainProgress__Output>;
  /**
   * What a drain does, from now until the backend is drained, undrained or removed. Ends with the last of these.
   */
  watchDrain(argument: _lb_v1_WatchDrainRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_DrainProgress__Output>;
  watchDrain(argument: _lb_v1_WatchDrainRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_lb_v1_DrainProgress__Output>;
  
}

/**
 * For operators: pools, backends, sessions. Changes are durable before they are answered.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 * By TCP the caller needs a token or a certificate: UNAUTHENTICATED without a good one, PERMISSION_DENIED where its role
 * is too low. Viewers read, operators act on backends and sessions, admins configure pools and backends and take backups.
 * INVALID_ARGUMENT names the field by its path; NOT_FOUND names what is not there; all methods say UNAVAILABLE
 * STORE_UNAVAILABLE when the store can't write, and are then safe to repeat.
 */
export interface AdminServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * No new sessions; nothing else changes. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  CordonBackend: grpc.handleUnaryCall<_lb_v1_CordonBackendRequest__Output, _lb_v1_Backend>;
  
  /**
   * ALREADY_EXISTS  the pool has a backend of this id.
   */
  CreateBackend: grpc.handleUnaryCall<_lb_v1_CreateBackendRequest__Output, _lb_v1_Backend>;
  
  /**
   * A copy of the store as it is now, taken while lbd serves.
   */
  CreateBackup: grpc.handleServerStreamingCall<_lb_v1_CreateBackupRequest__Output, _lb_v1_BackupChunk>;
  
  /**
   * ALREADY_EXISTS  a pool of this name exists.
   */
  CreatePool: grpc.handleUnaryCall<_lb_v1_CreatePoolRequest__Output, _lb_v1_Pool>;
  
  /**
   * FAILED_PRECONDITION  BACKEND_HOLDS_SESSIONS: drain it first, or force.
   */
  DeleteBackend: grpc.handleUnaryCall<_lb_v1_DeleteBackendRequest__Output, _lb_v1_DeleteBackendResponse>;
  
  /**
   * FAILED_PRECONDITION  POOL_HOLDS_BACKENDS, or it is the default pool.
   */
  DeletePool: grpc.handleUnaryCall<_lb_v1_DeletePoolRequest__Output, _lb_v1_DeletePoolResponse>;
  
  /**
   * No new sessions; those here stay until the deadline, then move at their next Route. Safe to repeat:
   * a running drain is answered as it is, and its deadline changes only when one is given.
   */
  DrainBackend: grpc.handleUnaryCall<_lb_v1_DrainBackendRequest__Output, _lb_v1_DrainBackendResponse>;
  
  /**
   * Ends sessions now: one by id, or all of a backend, a pool, or everywhere. Answers when it is done; stops at
   * cancellation; safe to repeat.
   */
  ExpireNow: grpc.handleUnaryCall<_lb_v1_ExpireNowRequest__Output, _lb_v1_ExpireNowResponse>;
  
  /**
   * The keys that verify signed cookies, for proxies that are to keep sessions at home while lbd is away. Who has them
   * can make cookies.
   */
  ExportKeys: grpc.handleUnaryCall<_lb_v1_ExportKeysRequest__Output, _lb_v1_ExportKeysResponse>;
  
  GetBackend: grpc.handleUnaryCall<_lb_v1_GetBackendRequest__Output, _lb_v1_Backend>;
  
  GetPool: grpc.handleUnaryCall<_lb_v1_GetPoolRequest__Output, _lb_v1_Pool>;
  
  /**
   * With its history. A session that ended is answered from the journal.
   */
  GetSession: grpc.handleUnaryCall<_lb_v1_GetSessionRequest__Output, _lb_v1_Session>;
  
  GetStatus: grpc.handleUnaryCall<_lb_v1_GetStatusRequest__Output, _lb_v1_GetStatusResponse>;
  
  /**
   * What a signed cookie says, and whether it counts.
   */
  InspectCookie: grpc.handleUnaryCall<_lb_v1_InspectCookieRequest__Output, _lb_v1_InspectCookieResponse>;
  
  ListBackends: grpc.handleUnaryCall<_lb_v1_ListBackendsRequest__Output, _lb_v1_ListBackendsResponse>;
  
  /**
   * The journal, oldest first.
   */
  ListEvents: grpc.handleUnaryCall<_lb_v1_ListEventsRequest__Output, _lb_v1_ListEventsResponse>;
  
  /**
   * The keys of signed cookies, the active one first; never their secrets.
   */
  ListKeys: grpc.handleUnaryCall<_lb_v1_ListKeysRequest__Output, _lb_v1_ListKeysResponse>;
  
  ListPools: grpc.handleUnaryCall<_lb_v1_ListPoolsRequest__Output, _lb_v1_ListPoolsResponse>;
  
  /**
   * Sessions in the order of their slots: one that lives through the whole walk is listed exactly once.
   * Reading never extends a session.
   * 
   * INVALID_ARGUMENT  filter (with the position), page_size below 0, page_token of another request.
   */
  ListSessions: grpc.handleUnaryCall<_lb_v1_ListSessionsRequest__Output, _lb_v1_ListSessionsResponse>;
  
  /**
   * Sessions whose stickiness broke, newest last.
   */
  ListViolations: grpc.handleUnaryCall<_lb_v1_ListViolationsRequest__Output, _lb_v1_ListViolationsResponse>;
  
  /**
   * Moves one session now; its next Route answers MOVED with OPERATOR. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the target is draining, unhealthy or full, or the session is pinned.
   */
  MoveSession: grpc.handleUnaryCall<_lb_v1_MoveSessionRequest__Output, _lb_v1_Session>;
  
  /**
   * Keeps a session where it is: drains leave it there until it is unpinned, ends, or its backend fails.
   */
  PinSession: grpc.handleUnaryCall<_lb_v1_PinSessionRequest__Output, _lb_v1_Session>;
  
  /**
   * Signs with a new key from now on. Cookies of the old ones count until they are too old, and are sent anew when they
   * come; drop_others makes them count for nothing at once.
   * 
   * FAILED_PRECONDITION  four old keys are accepted still, and cookies of theirs may be about.
   */
  RotateKey: grpc.handleUnaryCall<_lb_v1_RotateKeyRequest__Output, _lb_v1_RotateKeyResponse>;
  
  /**
   * Undoes a cordon. Safe to repeat.
   * 
   * FAILED_PRECONDITION  the backend is draining or drained.
   */
  UncordonBackend: grpc.handleUnaryCall<_lb_v1_UncordonBackendRequest__Output, _lb_v1_Backend>;
  
  /**
   * Back to active, whatever drain or cordon it was under. Safe to repeat.
   */
  UndrainBackend: grpc.handleUnaryCall<_lb_v1_UndrainBackendRequest__Output, _lb_v1_Backend>;
  
  UnpinSession: grpc.handleUnaryCall<_lb_v1_UnpinSessionRequest__Output, _lb_v1_Session>;
  
  /**
   * Settings only; admin state has verbs of its own. An address change breaks the sessions here unless keep_sessions.
   * 
   * ABORTED  the etag is not today's.
   */
  UpdateBackend: grpc.handleUnaryCall<_lb_v1_UpdateBackendRequest__Output, _lb_v1_Backend>;
  
  /**
   * ABORTED  the etag is not today's.
   */
  UpdatePool: grpc.handleUnaryCall<_lb_v1_UpdatePoolRequest__Output, _lb_v1_Pool>;
  
  /**
   * Merges labels, shortens the lease.
   */
  UpdateSession: grpc.handleUnaryCall<_lb_v1_UpdateSessionRequest__Output, _lb_v1_Session>;
  
  /**
   * The journal from a sequence on, without gap or repetition, and then as it happens.
   * 
   * OUT_OF_RANGE  JOURNAL_TRUNCATED: the journal no longer reaches back so far; metadata says from where it does.
   * RESOURCE_EXHAUSTED  SLOW_WATCHER: the client reads too slowly; watch again from its last sequence.
   */
  Watch: grpc.handleServerStreamingCall<_lb_v1_WatchRequest__Output, _lb_v1_WatchResponse>;
  
  /**
   * What a drain does, from now until the backend is drained, undrained or removed. Ends with the last of these.
   */
  WatchDrain: grpc.handleServerStreamingCall<_lb_v1_WatchDrainRequest__Output, _lb_v1_DrainProgress>;
  
}

export interface AdminServiceDefinition extends grpc.ServiceDefinition {
  CordonBackend: MethodDefinition<_lb_v1_CordonBackendRequest, _lb_v1_Backend, _lb_v1_CordonBackendRequest__Output, _lb_v1_Backend__Output>
  CreateBackend: MethodDefinition<_lb_v1_CreateBackendRequest, _lb_v1_Backend, _lb_v1_CreateBackendRequest__Output, _lb_v1_Backend__Output>
  CreateBackup: MethodDefinition<_lb_v1_CreateBackupRequest, _lb_v1_BackupChunk, _lb_v1_CreateBackupRequest__Output, _lb_v1_BackupChunk__Output>
  CreatePool: MethodDefinition<_lb_v1_CreatePoolRequest, _lb_v1_Pool, _lb_v1_CreatePoolRequest__Output, _lb_v1_Pool__Output>
  DeleteBackend: MethodDefinition<_lb_v1_DeleteBackendRequest, _lb_v1_DeleteBackendResponse, _lb_v1_DeleteBackendRequest__Output, _lb_v1_DeleteBackendResponse__Output>
  DeletePool: MethodDefinition<_lb_v1_DeletePoolRequest, _lb_v1_DeletePoolResponse, _lb_v1_DeletePoolRequest__Output, _lb_v1_DeletePoolResponse__Output>
  DrainBackend: MethodDefinition<_lb_v1_DrainBackendRequest, _lb_v1_DrainBackendResponse, _lb_v1_DrainBackendRequest__Output, _lb_v1_DrainBackendResponse__Output>
  ExpireNow: MethodDefinition<_lb_v1_ExpireNowRequest, _lb_v1_ExpireNowResponse, _lb_v1_ExpireNowRequest__Output, _lb_v1_ExpireNowResponse__Output>
  ExportKeys: MethodDefinition<_lb_v1_ExportKeysRequest, _lb_v1_ExportKeysResponse, _lb_v1_ExportKeysRequest__Output, _lb_v1_ExportKeysResponse__Output>
  GetBackend: MethodDefinition<_lb_v1_GetBackendRequest, _lb_v1_Backend, _lb_v1_GetBackendRequest__Output, _lb_v1_Backend__Output>
  GetPool: MethodDefinition<_lb_v1_GetPoolRequest, _lb_v1_Pool, _lb_v1_GetPoolRequest__Output, _lb_v1_Pool__Output>
  GetSession: MethodDefinition<_lb_v1_GetSessionRequest, _lb_v1_Session, _lb_v1_GetSessionRequest__Output, _lb_v1_Session__Output>
  GetStatus: MethodDefinition<_lb_v1_GetStatusRequest, _lb_v1_GetStatusResponse, _lb_v1_GetStatusRequest__Output, _lb_v1_GetStatusResponse__Output>
  InspectCookie: MethodDefinition<_lb_v1_InspectCookieRequest, _lb_v1_InspectCookieResponse, _lb_v1_InspectCookieRequest__Output, _lb_v1_InspectCookieResponse__Output>
  ListBackends: MethodDefinition<_lb_v1_ListBackendsRequest, _lb_v1_ListBackendsResponse, _lb_v1_ListBackendsRequest__Output, _lb_v1_ListBackendsResponse__Output>
  ListEvents: MethodDefinition<_lb_v1_ListEventsRequest, _lb_v1_ListEventsResponse, _lb_v1_ListEventsRequest__Output, _lb_v1_ListEventsResponse__Output>
  ListKeys: MethodDefinition<_lb_v1_ListKeysRequest, _lb_v1_ListKeysResponse, _lb_v1_ListKeysRequest__Output, _lb_v1_ListKeysResponse__Output>
  ListPools: MethodDefinition<_lb_v1_ListPoolsRequest, _lb_v1_ListPoolsResponse, _lb_v1_ListPoolsRequest__Output, _lb_v1_ListPoolsResponse__Output>
  ListSessions: MethodDefinition<_lb_v1_ListSessionsRequest, _lb_v1_ListSessionsResponse, _lb_v1_ListSessionsRequest__Output, _lb_v1_ListSessionsResponse__Output>
  ListViolations: MethodDefinition<_lb_v1_ListViolationsRequest, _lb_v1_ListViolationsResponse, _lb_v1_ListViolationsRequest__Output, _lb_v1_ListViolationsResponse__Output>
  MoveSession: MethodDefinition<_lb_v1_MoveSessionRequest, _lb_v1_Session, _lb_v1_MoveSessionRequest__Output, _lb_v1_Session__Output>
  PinSession: MethodDefinition<_lb_v1_PinSessionRequest, _lb_v1_Session, _lb_v1_PinSessionRequest__Output, _lb_v1_Session__Output>
  RotateKey: MethodDefinition<_lb_v1_RotateKeyRequest, _lb_v1_RotateKeyResponse, _lb_v1_RotateKeyRequest__Output, _lb_v1_RotateKeyResponse__Output>
  UncordonBackend: MethodDefinition<_lb_v1_UncordonBackendRequest, _lb_v1_Backend, _lb_v1_UncordonBackendRequest__Output, _lb_v1_Backend__Output>
  UndrainBackend: MethodDefinition<_lb_v1_UndrainBackendRequest, _lb_v1_Backend, _lb_v1_UndrainBackendRequest__Output, _lb_v1_Backend__Output>
  UnpinSession: MethodDefinition<_lb_v1_UnpinSessionRequest, _lb_v1_Session, _lb_v1_UnpinSessionRequest__Output, _lb_v1_Session__Output>
  UpdateBackend: MethodDefinition<_lb_v1_UpdateBackendRequest, _lb_v1_Backend, _lb_v1_UpdateBackendRequest__Output, _lb_v1_Backend__Output>
  UpdatePool: MethodDefinition<_lb_v1_UpdatePoolRequest, _lb_v1_Pool, _lb_v1_UpdatePoolRequest__Output, _lb_v1_Pool__Output>
  UpdateSession: MethodDefinition<_lb_v1_UpdateSessionRequest, _lb_v1_Session, _lb_v1_UpdateSessionRequest__Output, _lb_v1_Session__Output>
  Watch: MethodDefinition<_lb_v1_WatchRequest, _lb_v1_WatchResponse, _lb_v1_WatchRequest__Output, _lb_v1_WatchResponse__Output>
  WatchDrain: MethodDefinition<_lb_v1_WatchDrainRequest, _lb_v1_DrainProgress, _lb_v1_WatchDrainRequest__Output, _lb_v1_DrainProgress__Output>
}
