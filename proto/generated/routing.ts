import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from './lb/v1/Backend.ts';
import type { EndSessionRequest as _lb_v1_EndSessionRequest, EndSessionRequest__Output as _lb_v1_EndSessionRequest__Output } from './lb/v1/EndSessionRequest.ts';
import type { EndSessionResponse as _lb_v1_EndSessionResponse, EndSessionResponse__Output as _lb_v1_EndSessionResponse__Output } from './lb/v1/EndSessionResponse.ts';
import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from './lb/v1/Pool.ts';
import type { RouteRequest as _lb_v1_RouteRequest, RouteRequest__Output as _lb_v1_RouteRequest__Output } from './lb/v1/RouteRequest.ts';
import type { RouteResponse as _lb_v1_RouteResponse, RouteResponse__Output as _lb_v1_RouteResponse__Output } from './lb/v1/RouteResponse.ts';
import type { RoutedBackend as _lb_v1_RoutedBackend, RoutedBackend__Output as _lb_v1_RoutedBackend__Output } from './lb/v1/RoutedBackend.ts';
import type { RoutingServiceClient as _lb_v1_RoutingServiceClient, RoutingServiceDefinition as _lb_v1_RoutingServiceDefinition } from './lb/v1/RoutingService.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from './lb/v1/Session.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Duration: MessageTypeDefinition<_google_protobuf_Duration, _google_protobuf_Duration__Output>
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
  lb: {
    v1: {
      AdminState: EnumTypeDefinition
      Backend: MessageTypeDefinition<_lb_v1_Backend, _lb_v1_Backend__Output>
      EndSessionRequest: MessageTypeDefinition<_lb_v1_EndSessionRequest, _lb_v1_EndSessionRequest__Output>
      EndSessionResponse: MessageTypeDefinition<_lb_v1_EndSessionResponse, _lb_v1_EndSessionResponse__Output>
      Health: EnumTypeDefinition
      Outcome: EnumTypeDefinition
      Pool: MessageTypeDefinition<_lb_v1_Pool, _lb_v1_Pool__Output>
      Reason: EnumTypeDefinition
      RouteRequest: MessageTypeDefinition<_lb_v1_RouteRequest, _lb_v1_RouteRequest__Output>
      RouteResponse: MessageTypeDefinition<_lb_v1_RouteResponse, _lb_v1_RouteResponse__Output>
      RoutedBackend: MessageTypeDefinition<_lb_v1_RoutedBackend, _lb_v1_RoutedBackend__Output>
      /**
       * Where does this session live? For whoever forwards traffic.
       * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
       */
      RoutingService: SubtypeConstructor<typeof grpc.Client, _lb_v1_RoutingServiceClient> & { service: _lb_v1_RoutingServiceDefinition }
      Session: MessageTypeDefinition<_lb_v1_Session, _lb_v1_Session__Output>
      SessionIds: EnumTypeDefinition
      UnknownId: EnumTypeDefinition
    }
  }
}

