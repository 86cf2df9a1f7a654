// Original file: proto/lb/v1/routing.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EndSessionRequest as _lb_v1_EndSessionRequest, EndSessionRequest__Output as _lb_v1_EndSessionRequest__Output } from '../../lb/v1/EndSessionRequest.ts';
import type { EndSessionResponse as _lb_v1_EndSessionResponse, EndSessionResponse__Output as _lb_v1_EndSessionResponse__Output } from '../../lb/v1/EndSessionResponse.ts';
import type { RouteRequest as _lb_v1_RouteRequest, RouteRequest__Output as _lb_v1_RouteRequest__Output } from '../../lb/v1/RouteRequest.ts';
import type { RouteResponse as _lb_v1_RouteResponse, RouteResponse__Output as _lb_v1_RouteResponse__Output } from '../../lb/v1/RouteResponse.ts';

/**
 * Where does this session live? For whoever forwards traffic.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 */
export interface RoutingServiceClient extends grpc.Client {
  /**
   * Ends a session now (logout). Safe to repeat: a session that is not there is no error.
   * 
   * INVALID_ARGUMENT  session_id is empty, over 256 bytes or holds control characters.
   * NOT_FOUND         the pool does not exist.
   * UNAVAILABLE       STORE_UNAVAILABLE; safe to repeat.
   */
  EndSession(argument: _lb_v1_EndSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  EndSession(argument: _lb_v1_EndSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  EndSession(argument: _lb_v1_EndSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  EndSession(argument: _lb_v1_EndSessionRequest, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a session now (logout). Safe to repeat: a session that is not there is no error.
   * 
   * INVALID_ARGUMENT  session_id is empty, over 256 bytes or holds control characters.
   * NOT_FOUND         the pool does not exist.
   * UNAVAILABLE       STORE_UNAVAILABLE; safe to repeat.
   */
  endSession(argument: _lb_v1_EndSessionRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  endSession(argument: _lb_v1_EndSessionRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  endSession(argument: _lb_v1_EndSessionRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  endSession(argument: _lb_v1_EndSessionRequest, callback: grpc.requestCallback<_lb_v1_EndSessionResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Answers where a session lives, assigning it first if it has no home.
   * Durable before it is answered. Repeating the call renews the session's lease and never moves a kept session.
   * 
   * INVALID_ARGUMENT    session_id is over 256 bytes or holds control characters; client_ip is not an IP address.
   * NOT_FOUND           the pool does not exist.
   * RESOURCE_EXHAUSTED  POOL_FULL or SESSION_TABLE_FULL: nobody may take one more session.
   * UNAVAILABLE         NO_ELIGIBLE_BACKEND or STORE_UNAVAILABLE; safe to repeat, RetryInfo says when.
   */
  Route(argument: _lb_v1_RouteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _lb_v1_RouteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _lb_v1_RouteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  Route(argument: _lb_v1_RouteRequest, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Answers where a session lives, assigning it first if it has no home.
   * Durable before it is answered. Repeating the call renews the session's lease and never moves a kept session.
   * 
   * INVALID_ARGUMENT    session_id is over 256 bytes or holds control characters; client_ip is not an IP address.
   * NOT_FOUND           the pool does not exist.
   * RESOURCE_EXHAUSTED  POOL_FULL or SESSION_TABLE_FULL: nobody may take one more session.
   * UNAVAILABLE         NO_ELIGIBLE_BACKEND or STORE_UNAVAILABLE; safe to repeat, RetryInfo says when.
   */
  route(argument: _lb_v1_RouteRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _lb_v1_RouteRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _lb_v1_RouteRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  route(argument: _lb_v1_RouteRequest, callback: grpc.requestCallback<_lb_v1_RouteResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Where does this session live? For whoever forwards traffic.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 */
export interface RoutingServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends a session now (logout). Safe to repeat: a session that is not there is no error.
   * 
   * INVALID_ARGUMENT  session_id is empty, over 256 bytes or holds control characters.
   * NOT_FOUND         the pool does not exist.
   * UNAVAILABLE       STORE_UNAVAILABLE; safe to repeat.
   */
  EndSession: grpc.handleUnaryCall<_lb_v1_EndSessionRequest__Output, _lb_v1_EndSessionResponse>;
  
  /**
   * Answers where a session lives, assigning it first if it has no home.
   * Durable before it is answered. Repeating the call renews the session's lease and never moves a kept session.
   * 
   * INVALID_ARGUMENT    session_id is over 256 bytes or holds control characters; client_ip is not an IP address.
   * NOT_FOUND           the pool does not exist.
   * RESOURCE_EXHAUSTED  POOL_FULL or SESSION_TABLE_FULL: nobody may take one more session.
   * UNAVAILABLE         NO_ELIGIBLE_BACKEND or STORE_UNAVAILABLE; safe to repeat, RetryInfo says when.
   */
  Route: grpc.handleUnaryCall<_lb_v1_RouteRequest__Output, _lb_v1_RouteResponse>;
  
}

export interface RoutingServiceDefinition extends grpc.ServiceDefinition {
  EndSession: MethodDefinition<_lb_v1_EndSessionRequest, _lb_v1_EndSessionResponse, _lb_v1_EndSessionRequest__Output, _lb_v1_EndSessionResponse__Output>
  Route: MethodDefinition<_lb_v1_RouteRequest, _lb_v1_RouteResponse, _lb_v1_RouteRequest__Output, _lb_v1_RouteResponse__Output>
}
