// Original file: proto/lb/v1/routing.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EndSessionRequest as _lb_v1_EndSessionRequest, EndSessionRequest__Output as _lb_v1_EndSessionRequest__Output } from '../../lb/v1/EndSessionRequest.ts';
import type { EndSessionResponse as _lb_v1_EndSessionResponse, EndSessionResponse__Output as _lb_v1_EndSessionResponse__Output } from '../../lb/v1/EndSessionResponse.ts';
import type { ReportOutcomeRequest as _lb_v1_ReportOutcomeRequest, ReportOutcomeRequest__Output as _lb_v1_ReportOutcomeRequest__Output } from '../../lb/v1/ReportOutcomeRequest.ts';
import type { ReportOutcomeResponse as _lb_v1_ReportOutcomeResponse, ReportOutcomeResponse__Output as _lb_v1_ReportOutcomeResponse__Output } from '../../lb/v1/ReportOutcomeResponse.ts';
import type { RouteRequest as _lb_v1_RouteRequest, RouteRequest__Output as _lb_v1_RouteRequest__Output } from '../../lb/v1/RouteRequest.ts';
import type { RouteResponse as _lb_v1_RouteResponse, RouteResponse__Output as _lb_v1_RouteResponse__Output } from '../../lb/v1/RouteResponse.ts';
import type { RouteStreamRequest as _lb_v1_RouteStreamRequest, RouteStreamRequest__Output as _lb_v1_RouteStreamRequest__Output } from '../../lb/v1/RouteStreamRequest.ts';
import type { RouteStreamResponse as _lb_v1_RouteStreamResponse, RouteStreamResponse__Output as _lb_v1_RouteStreamResponse__Output } from '../../lb/v1/RouteStreamResponse.ts';

/**
 * Where does this session live? For whoever forwards traffic.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 * By TCP the caller needs a token or a certificate with the role `router`, `operator` or `admin`: UNAUTHENTICATED
 * without a good one, PERMISSION_DENIED where its role is another.
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
   * What a data plane saw of backends: failures eject them, requests in flight feed `least_connections`, a served
   * session on another backend than its home is an affinity violation.
   * 
   * INVALID_ARGUMENT  more than 1,024 reports, or one that is wrong: none is taken.
   * NOT_FOUND         the pool or a backend does not exist; the reports before it are taken.
   */
  ReportOutcome(argument: _lb_v1_ReportOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  ReportOutcome(argument: _lb_v1_ReportOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  ReportOutcome(argument: _lb_v1_ReportOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  ReportOutcome(argument: _lb_v1_ReportOutcomeRequest, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  /**
   * What a data plane saw of backends: failures eject them, requests in flight feed `least_connections`, a served
   * session on another backend than its home is an affinity violation.
   * 
   * INVALID_ARGUMENT  more than 1,024 reports, or one that is wrong: none is taken.
   * NOT_FOUND         the pool or a backend does not exist; the reports before it are taken.
   */
  reportOutcome(argument: _lb_v1_ReportOutcomeRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  reportOutcome(argument: _lb_v1_ReportOutcomeRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  reportOutcome(argument: _lb_v1_ReportOutcomeRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  reportOutcome(argument: _lb_v1_ReportOutcomeRequest, callback: grpc.requestCallback<_lb_v1_ReportOutcomeResponse__Output>): grpc.ClientUnaryCall;
  
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
  
  /**
   * Many routes on one stream: the cheap way. A message is answered when all its routes are, errors item by item;
   * answers may overtake each other, `sequence` tells which is which. The server reads on only while a bounded number
   * of messages is in flight, so a client that does not read its answers is not read either.
   * As waiting would hold up the others of a message, a held session is refused (HOME_UNAVAILABLE), and `explain` is.
   * After a half-close what is in flight is answered; repeating a message after a broken stream is safe.
   * 
   * INVALID_ARGUMENT  a message has no routes or more than 1,024; the stream ends.
   * UNAVAILABLE       SHUTTING_DOWN: lbd stops; what is in flight is answered before. Connect again.
   */
  RouteStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamResponse__Output>;
  RouteStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamResponse__Output>;
  /**
   * Many routes on one stream: the cheap way. A message is answered when all its routes are, errors item by item;
   * answers may overtake each other, `sequence` tells which is which. The server reads on only while a bounded number
   * of messages is in flight, so a client that does not read its answers is not read either.
   * As waiting would hold up the others of a message, a held session is refused (HOME_UNAVAILABLE), and `explain` is.
   * After a half-close what is in flight is answered; repeating a message after a broken stream is safe.
   * 
   * INVALID_ARGUMENT  a message has no routes or more than 1,024; the stream ends.
   * UNAVAILABLE       SHUTTING_DOWN: lbd stops; what is in flight is answered before. Connect again.
   */
  routeStream(metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientDuplexStream<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamResponse__Output>;
  routeStream(options?: grpc.CallOptions): grpc.ClientDuplexStream<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamResponse__Output>;
  
}

/**
 * Where does this session live? For whoever forwards traffic.
 * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
 * By TCP the caller needs a token or a certificate with the role `router`, `operator` or `admin`: UNAUTHENTICATED
 * without a good one, PERMISSION_DENIED where its role is another.
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
   * What a data plane saw of backends: failures eject them, requests in flight feed `least_connections`, a served
   * session on another backend than its home is an affinity violation.
   * 
   * INVALID_ARGUMENT  more than 1,024 reports, or one that is wrong: none is taken.
   * NOT_FOUND         the pool or a backend does not exist; the reports before it are taken.
   */
  ReportOutcome: grpc.handleUnaryCall<_lb_v1_ReportOutcomeRequest__Output, _lb_v1_ReportOutcomeResponse>;
  
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
  
  /**
   * Many routes on one stream: the cheap way. A message is answered when all its routes are, errors item by item;
   * answers may overtake each other, `sequence` tells which is which. The server reads on only while a bounded number
   * of messages is in flight, so a client that does not read its answers is not read either.
   * As waiting would hold up the others of a message, a held session is refused (HOME_UNAVAILABLE), and `explain` is.
   * After a half-close what is in flight is answered; repeating a message after a broken stream is safe.
   * 
   * INVALID_ARGUMENT  a message has no routes or more than 1,024; the stream ends.
   * UNAVAILABLE       SHUTTING_DOWN: lbd stops; what is in flight is answered before. Connect again.
   */
  RouteStream: grpc.handleBidiStreamingCall<_lb_v1_RouteStreamRequest__Output, _lb_v1_RouteStreamResponse>;
  
}

export interface RoutingServiceDefinition extends grpc.ServiceDefinition {
  EndSession: MethodDefinition<_lb_v1_EndSessionRequest, _lb_v1_EndSessionResponse, _lb_v1_EndSessionRequest__Output, _lb_v1_EndSessionResponse__Output>
  ReportOutcome: MethodDefinition<_lb_v1_ReportOutcomeRequest, _lb_v1_ReportOutcomeResponse, _lb_v1_ReportOutcomeRequest__Output, _lb_v1_ReportOutcomeResponse__Output>
  Route: MethodDefinition<_lb_v1_RouteRequest, _lb_v1_RouteResponse, _lb_v1_RouteRequest__Output, _lb_v1_RouteResponse__Output>
  RouteStream: MethodDefinition<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamResponse, _lb_v1_RouteStreamRequest__Output, _lb_v1_RouteStreamResponse__Output>
}
