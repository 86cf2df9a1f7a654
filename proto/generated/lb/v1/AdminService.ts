// Original file: proto/lb/v1/admin.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from '../../lb/v1/Backend.ts';
import type { CordonBackendRequest as _lb_v1_CordonBackendRequest, CordonBackendRequest__Output as _lb_v1_CordonBackendRequest__Output } from '../../lb/v1/CordonBackendRequest.ts';
import type { CreateBackendRequest as _lb_v1_CreateBackendRequest, CreateBackendRequest__Output as _lb_v1_CreateBackendRequest__Output } from '../../lb/v1/CreateBackendRequest.ts';
import type { CreatePoolRequest as _lb_v1_CreatePoolRequest, CreatePoolRequest__Output as _lb_v1_CreatePoolRequest__Output } from '../../lb/v1/CreatePoolRequest.ts';
import type { DeleteBackendRequest as _lb_v1_DeleteBackendRequest, DeleteBackendRequest__Output as _lb_v1_DeleteBackendRequest__Output } from '../../lb/v1/DeleteBackendRequest.ts';
import type { DeleteBackendResponse as _lb_v1_DeleteBackendResponse, DeleteBackendResponse__Output as _lb_v1_DeleteBackendResponse__Output } from '../../lb/v1/DeleteBackendResponse.ts';
import type { DeletePoolRequest as _lb_v1_DeletePoolRequest, DeletePoolRequest__Output as _lb_v1_DeletePoolRequest__Output } from '../../lb/v1/DeletePoolRequest.ts';
import type { DeletePoolResponse as _lb_v1_DeletePoolResponse, DeletePoolResponse__Output as _lb_v1_DeletePoolResponse__Output } from '../../lb/v1/DeletePoolResponse.ts';
import type { DrainBackendRequest as _lb_v1_DrainBackendRequest, DrainBackendRequest__Output as _lb_v1_DrainBackendRequest__Output } from '../../lb/v1/DrainBackendRequest.ts';
import type { DrainBackendResponse as _lb_v1_DrainBackendResponse, DrainBackendResponse__Output as _lb_v1_DrainBackendResponse__Output } from '../../lb/v1/DrainBackendResponse.ts';
import type { ExpireNowRequest as _lb_v1_ExpireNowRequest, ExpireNowRequest__Output as _lb_v1_ExpireNowRequest__Output } from '../../lb/v1/ExpireNowRequest.ts';
import type { ExpireNowResponse as _lb_v1_ExpireNowResponse, ExpireNowResponse__Output as _lb_v1_ExpireNowResponse__Output } from '../../lb/v1/ExpireNowResponse.ts';
import type { GetBackendRequest as _lb_v1_GetBackendRequest, GetBackendRequest__Output as _lb_v1_GetBackendRequest__Output } from '../../lb/v1/GetBackendRequest.ts';
import type { GetPoolRequest as _lb_v1_GetPoolRequest, GetPoolRequest__Output as _lb_v1_GetPoolRequest__Output } from '../../lb/v1/GetPoolRequest.ts';
import type { GetSessionRequest as _lb_v1_GetSessionRequest, GetSessionRequest__Output as _lb_v1_GetSessionRequest__Output } from '../../lb/v1/GetSessionRequest.ts';
import type { GetStatusRequest as _lb_v1_GetStatusRequest, GetStatusRequest__Output as _lb_v1_GetStatusRequest__Output } from '../../lb/v1/GetStatusRequest.ts';
import type { GetStatusResponse as _lb_v1_GetStatusResponse, GetStatusResponse__Output as _lb_v1_GetStatusResponse__Output } from '../../lb/v1/GetStatusResponse.ts';
import type { ListBackendsRequest as _lb_v1_ListBackendsRequest, ListBackendsRequest__Output as _lb_v1_ListBackendsRequest__Output } from '../../lb/v1/ListBackendsRequest.ts';
import type { ListBackendsResponse as _lb_v1_ListBackendsResponse, ListBackendsResponse__Output as _lb_v1_ListBackendsResponse__Output } from '../../lb/v1/ListBackendsResponse.ts';
import type { ListPoolsRequest as _lb_v1_ListPoolsRequest, ListPoolsRequest__Output as _lb_v1_ListPoolsRequest__Output } from '../../lb/v1/ListPoolsRequest.ts';
import type { ListPoolsResponse as _lb_v1_ListPoolsResponse, ListPoolsResponse__Output as _lb_v1_ListPoolsResponse__Output } from '../../lb/v1/ListPoolsResponse.ts';
import type { ListSessionsRequest as _lb_v1_ListSessionsRequest, ListSessionsRequest__Output as _lb_v1_ListSessionsRequest__Output } from '../../lb/v1/ListSessionsRequest.ts';
import type { ListSessionsResponse as _lb_v1_ListSessionsResponse, ListSessionsResponse__Output as _lb_v1_ListSessionsResponse__Output } from '../../lb/v1/ListSessionsResponse.ts';
import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from '../../lb/v1/Pool.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from '../../lb/v1/Session.ts';
import type { UncordonBackendRequest as _lb_v1_UncordonBackendRequest, UncordonBackendRequest__Output as _lb_v1_UncordonBackendRequest__Output } from '../../lb/v1/UncordonBackendRequest.ts';
import type { UndrainBackendRequest as _lb_v1_UndrainBackendRequest, UndrainBackendRequest__Output as _lb_v1_UndrainBackendRequest__Output } from '../../lb/v1/UndrainBackendRequest.ts';
import type { UpdateBackendRequest as _lb_v1_UpdateBackendRequest, UpdateBackendRequest__Output as _lb_v1_UpdateBackendRequest__Output } from '../../lb/v1/UpdateBackendRequest.ts';
import type { UpdatePoolRequest as _lb_v1_UpdatePoolRequest, UpdatePoolRequest__Output as _lb_v1_UpdatePoolRequest__Output } from '../../lb/v1/UpdatePoolRequest.ts';

/**
 * For operators: pools, backends, sessions. Changes are durable before they are answered.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
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
  
  GetSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
  GetSession(argument: _lb_v1_GetSessionRequest, callback: grpc.requestCallback<_lb_v1_Session__Output>): grpc.ClientUnaryCall;
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
  
  ListBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  ListBackends(argument: _lb_v1_ListBackendsRequest, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  listBackends(argument: _lb_v1_ListBackendsRequest, callback: grpc.requestCallback<_lb_v1_ListBackendsResponse__Output>): grpc.ClientUnaryCall;
  
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
  
}

/**
 * For operators: pools, backends, sessions. Changes are durable before they are answered.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
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
  
  GetBackend: grpc.handleUnaryCall<_lb_v1_GetBackendRequest__Output, _lb_v1_Backend>;
  
  GetPool: grpc.handleUnaryCall<_lb_v1_GetPoolRequest__Output, _lb_v1_Pool>;
  
  GetSession: grpc.handleUnaryCall<_lb_v1_GetSessionRequest__Output, _lb_v1_Session>;
  
  GetStatus: grpc.handleUnaryCall<_lb_v1_GetStatusRequest__Output, _lb_v1_GetStatusResponse>;
  
  ListBackends: grpc.handleUnaryCall<_lb_v1_ListBackendsRequest__Output, _lb_v1_ListBackendsResponse>;
  
  ListPools: grpc.handleUnaryCall<_lb_v1_ListPoolsRequest__Output, _lb_v1_ListPoolsResponse>;
  
  /**
   * Sessions in the order of their slots: one that lives through the whole walk is listed exactly once.
   * Reading never extends a session.
   * 
   * INVALID_ARGUMENT  filter (with the position), page_size below 0, page_token of another request.
   */
  ListSessions: grpc.handleUnaryCall<_lb_v1_ListSessionsRequest__Output, _lb_v1_ListSessionsResponse>;
  
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
  
}

export interface AdminServiceDefinition extends grpc.ServiceDefinition {
  CordonBackend: MethodDefinition<_lb_v1_CordonBackendRequest, _lb_v1_Backend, _lb_v1_CordonBackendRequest__Output, _lb_v1_Backend__Output>
  CreateBackend: MethodDefinition<_lb_v1_CreateBackendRequest, _lb_v1_Backend, _lb_v1_CreateBackendRequest__Output, _lb_v1_Backend__Output>
  CreatePool: MethodDefinition<_lb_v1_CreatePoolRequest, _lb_v1_Pool, _lb_v1_CreatePoolRequest__Output, _lb_v1_Pool__Output>
  DeleteBackend: MethodDefinition<_lb_v1_DeleteBackendRequest, _lb_v1_DeleteBackendResponse, _lb_v1_DeleteBackendRequest__Output, _lb_v1_DeleteBackendResponse__Output>
  DeletePool: MethodDefinition<_lb_v1_DeletePoolRequest, _lb_v1_DeletePoolResponse, _lb_v1_DeletePoolRequest__Output, _lb_v1_DeletePoolResponse__Output>
  DrainBackend: MethodDefinition<_lb_v1_DrainBackendRequest, _lb_v1_DrainBackendResponse, _lb_v1_DrainBackendRequest__Output, _lb_v1_DrainBackendResponse__Output>
  ExpireNow: MethodDefinition<_lb_v1_ExpireNowRequest, _lb_v1_ExpireNowResponse, _lb_v1_ExpireNowRequest__Output, _lb_v1_ExpireNowResponse__Output>
  GetBackend: MethodDefinition<_lb_v1_GetBackendRequest, _lb_v1_Backend, _lb_v1_GetBackendRequest__Output, _lb_v1_Backend__Output>
  GetPool: MethodDefinition<_lb_v1_GetPoolRequest, _lb_v1_Pool, _lb_v1_GetPoolRequest__Output, _lb_v1_Pool__Output>
  GetSession: MethodDefinition<_lb_v1_GetSessionRequest, _lb_v1_Session, _lb_v1_GetSessionRequest__Output, _lb_v1_Session__Output>
  GetStatus: MethodDefinition<_lb_v1_GetStatusRequest, _lb_v1_GetStatusResponse, _lb_v1_GetStatusRequest__Output, _lb_v1_GetStatusResponse__Output>
  ListBackends: MethodDefinition<_lb_v1_ListBackendsRequest, _lb_v1_ListBackendsResponse, _lb_v1_ListBackendsRequest__Output, _lb_v1_ListBackendsResponse__Output>
  ListPools: MethodDefinition<_lb_v1_ListPoolsRequest, _lb_v1_ListPoolsResponse, _lb_v1_ListPoolsRequest__Output, _lb_v1_ListPoolsResponse__Output>
  ListSessions: MethodDefinition<_lb_v1_ListSessionsRequest, _lb_v1_ListSessionsResponse, _lb_v1_ListSessionsRequest__Output, _lb_v1_ListSessionsResponse__Output>
  UncordonBackend: MethodDefinition<_lb_v1_UncordonBackendRequest, _lb_v1_Backend, _lb_v1_UncordonBackendRequest__Output, _lb_v1_Backend__Output>
  UndrainBackend: MethodDefinition<_lb_v1_UndrainBackendRequest, _lb_v1_Backend, _lb_v1_UndrainBackendRequest__Output, _lb_v1_Backend__Output>
  UpdateBackend: MethodDefinition<_lb_v1_UpdateBackendRequest, _lb_v1_Backend, _lb_v1_UpdateBackendRequest__Output, _lb_v1_Backend__Output>
  UpdatePool: MethodDefinition<_lb_v1_UpdatePoolRequest, _lb_v1_Pool, _lb_v1_UpdatePoolRequest__Output, _lb_v1_Pool__Output>
}
