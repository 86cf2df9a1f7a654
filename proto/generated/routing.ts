import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Any as _google_protobuf_Any, Any__Output as _google_protobuf_Any__Output } from './google/protobuf/Any.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { Status as _google_rpc_Status, Status__Output as _google_rpc_Status__Output } from './google/rpc/Status.ts';
import type { Affinity as _lb_v1_Affinity, Affinity__Output as _lb_v1_Affinity__Output } from './lb/v1/Affinity.ts';
import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from './lb/v1/Backend.ts';
import type { Drain as _lb_v1_Drain, Drain__Output as _lb_v1_Drain__Output } from './lb/v1/Drain.ts';
import type { EndSessionRequest as _lb_v1_EndSessionRequest, EndSessionRequest__Output as _lb_v1_EndSessionRequest__Output } from './lb/v1/EndSessionRequest.ts';
import type { EndSessionResponse as _lb_v1_EndSessionResponse, EndSessionResponse__Output as _lb_v1_EndSessionResponse__Output } from './lb/v1/EndSessionResponse.ts';
import type { Event as _lb_v1_Event, Event__Output as _lb_v1_Event__Output } from './lb/v1/Event.ts';
import type { HttpRequest as _lb_v1_HttpRequest, HttpRequest__Output as _lb_v1_HttpRequest__Output } from './lb/v1/HttpRequest.ts';
import type { OutcomeReport as _lb_v1_OutcomeReport, OutcomeReport__Output as _lb_v1_OutcomeReport__Output } from './lb/v1/OutcomeReport.ts';
import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from './lb/v1/Pool.ts';
import type { Probe as _lb_v1_Probe, Probe__Output as _lb_v1_Probe__Output } from './lb/v1/Probe.ts';
import type { ReportOutcomeRequest as _lb_v1_ReportOutcomeRequest, ReportOutcomeRequest__Output as _lb_v1_ReportOutcomeRequest__Output } from './lb/v1/ReportOutcomeRequest.ts';
import type { ReportOutcomeResponse as _lb_v1_ReportOutcomeResponse, ReportOutcomeResponse__Output as _lb_v1_ReportOutcomeResponse__Output } from './lb/v1/ReportOutcomeResponse.ts';
import type { RouteRequest as _lb_v1_RouteRequest, RouteRequest__Output as _lb_v1_RouteRequest__Output } from './lb/v1/RouteRequest.ts';
import type { RouteResponse as _lb_v1_RouteResponse, RouteResponse__Output as _lb_v1_RouteResponse__Output } from './lb/v1/RouteResponse.ts';
import type { RouteResult as _lb_v1_RouteResult, RouteResult__Output as _lb_v1_RouteResult__Output } from './lb/v1/RouteResult.ts';
import type { RouteStreamRequest as _lb_v1_RouteStreamRequest, RouteStreamRequest__Output as _lb_v1_RouteStreamRequest__Output } from './lb/v1/RouteStreamRequest.ts';
import type { RouteStreamResponse as _lb_v1_RouteStreamResponse, RouteStreamResponse__Output as _lb_v1_RouteStreamResponse__Output } from './lb/v1/RouteStreamResponse.ts';
import type { RoutedBackend as _lb_v1_RoutedBackend, RoutedBackend__Output as _lb_v1_RoutedBackend__Output } from './lb/v1/RoutedBackend.ts';
import type { RoutingServiceClient as _lb_v1_RoutingServiceClient, RoutingServiceDefinition as _lb_v1_RoutingServiceDefinition } from './lb/v1/RoutingService.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from './lb/v1/Session.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Any: MessageTypeDefinition<_google_protobuf_Any, _google_protobuf_Any__Output>
      Duration: MessageTypeDefinition<_google_protobuf_Duration, _google_protobuf_Duration__Output>
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
    rpc: {
      Status: MessageTypeDefinition<_google_rpc_Status, _google_rpc_Status__Output>
    }
  }
  lb: {
    v1: {
      AdminState: EnumTypeDefinition
      Affinity: MessageTypeDefinition<_lb_v1_Affinity, _lb_v1_Affinity__Output>
      AffinityMode: EnumTypeDefinition
      Backend: MessageTypeDefinition<_lb_v1_Backend, _lb_v1_Backend__Output>
      CookieFormat: EnumTypeDefinition
      Drain: MessageTypeDefinition<_lb_v1_Drain, _lb_v1_Drain__Output>
      DrainMode: EnumTypeDefinition
      DrainThen: EnumTypeDefinition
      EndSessionRequest: MessageTypeDefinition<_lb_v1_EndSessionRequest, _lb_v1_EndSessionRequest__Output>
      EndSessionResponse: MessageTypeDefinition<_lb_v1_EndSessionResponse, _lb_v1_EndSessionResponse__Output>
      Event: MessageTypeDefinition<_lb_v1_Event, _lb_v1_Event__Output>
      Health: EnumTypeDefinition
      HttpRequest: MessageTypeDefinition<_lb_v1_HttpRequest, _lb_v1_HttpRequest__Output>
      Outcome: EnumTypeDefinition
      OutcomeReport: MessageTypeDefinition<_lb_v1_OutcomeReport, _lb_v1_OutcomeReport__Output>
      Pool: MessageTypeDefinition<_lb_v1_Pool, _lb_v1_Pool__Output>
      Probe: MessageTypeDefinition<_lb_v1_Probe, _lb_v1_Probe__Output>
      ProbeKind: EnumTypeDefinition
      Reaction: EnumTypeDefinition
      Reason: EnumTypeDefinition
      ReportOutcomeRequest: MessageTypeDefinition<_lb_v1_ReportOutcomeRequest, _lb_v1_ReportOutcomeRequest__Output>
      ReportOutcomeResponse: MessageTypeDefinition<_lb_v1_ReportOutcomeResponse, _lb_v1_ReportOutcomeResponse__Output>
      RestartReaction: EnumTypeDefinition
      RouteRequest: MessageTypeDefinition<_lb_v1_RouteRequest, _lb_v1_RouteRequest__Output>
      RouteResponse: MessageTypeDefinition<_lb_v1_RouteResponse, _lb_v1_RouteResponse__Output>
      RouteResult: MessageTypeDefinition<_lb_v1_RouteResult, _lb_v1_RouteResult__Output>
      RouteStreamRequest: MessageTypeDefinition<_lb_v1_RouteStreamRequest, _lb_v1_RouteStreamRequest__Output>
      RouteStreamResponse: MessageTypeDefinition<_lb_v1_RouteStreamResponse, _lb_v1_RouteStreamResponse__Output>
      RoutedBackend: MessageTypeDefinition<_lb_v1_RoutedBackend, _lb_v1_RoutedBackend__Output>
      /**
       * Where does this session live? For whoever forwards traffic.
       * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
       * By TCP the caller needs a token or a certificate with the role `router`, `operator` or `admin`: UNAUTHENTICATED
       * without a good one, PERMISSION_DENIED where its role is another.
       */
      RoutingService: SubtypeConstructor<typeof grpc.Client, _lb_v1_RoutingServiceClient> & { service: _lb_v1_RoutingServiceDefinition }
      SameSite: EnumTypeDefinition
      Session: MessageTypeDefinition<_lb_v1_Session, _lb_v1_Session__Output>
      SessionIds: EnumTypeDefinition
      UnknownId: EnumTypeDefinition
      UnknownLearned: EnumTypeDefinition
    }
  }
}

