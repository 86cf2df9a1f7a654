import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { FieldMask as _google_protobuf_FieldMask, FieldMask__Output as _google_protobuf_FieldMask__Output } from './google/protobuf/FieldMask.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { AdminServiceClient as _lb_v1_AdminServiceClient, AdminServiceDefinition as _lb_v1_AdminServiceDefinition } from './lb/v1/AdminService.ts';
import type { Affinity as _lb_v1_Affinity, Affinity__Output as _lb_v1_Affinity__Output } from './lb/v1/Affinity.ts';
import type { Backend as _lb_v1_Backend, Backend__Output as _lb_v1_Backend__Output } from './lb/v1/Backend.ts';
import type { BackupChunk as _lb_v1_BackupChunk, BackupChunk__Output as _lb_v1_BackupChunk__Output } from './lb/v1/BackupChunk.ts';
import type { CookieKey as _lb_v1_CookieKey, CookieKey__Output as _lb_v1_CookieKey__Output } from './lb/v1/CookieKey.ts';
import type { CordonBackendRequest as _lb_v1_CordonBackendRequest, CordonBackendRequest__Output as _lb_v1_CordonBackendRequest__Output } from './lb/v1/CordonBackendRequest.ts';
import type { CreateBackendRequest as _lb_v1_CreateBackendRequest, CreateBackendRequest__Output as _lb_v1_CreateBackendRequest__Output } from './lb/v1/CreateBackendRequest.ts';
import type { CreateBackupRequest as _lb_v1_CreateBackupRequest, CreateBackupRequest__Output as _lb_v1_CreateBackupRequest__Output } from './lb/v1/CreateBackupRequest.ts';
import type { CreatePoolRequest as _lb_v1_CreatePoolRequest, CreatePoolRequest__Output as _lb_v1_CreatePoolRequest__Output } from './lb/v1/CreatePoolRequest.ts';
import type { DeleteBackendRequest as _lb_v1_DeleteBackendRequest, DeleteBackendRequest__Output as _lb_v1_DeleteBackendRequest__Output } from './lb/v1/DeleteBackendRequest.ts';
import type { DeleteBackendResponse as _lb_v1_DeleteBackendResponse, DeleteBackendResponse__Output as _lb_v1_DeleteBackendResponse__Output } from './lb/v1/DeleteBackendResponse.ts';
import type { DeletePoolRequest as _lb_v1_DeletePoolRequest, DeletePoolRequest__Output as _lb_v1_DeletePoolRequest__Output } from './lb/v1/DeletePoolRequest.ts';
import type { DeletePoolResponse as _lb_v1_DeletePoolResponse, DeletePoolResponse__Output as _lb_v1_DeletePoolResponse__Output } from './lb/v1/DeletePoolResponse.ts';
import type { Drain as _lb_v1_Drain, Drain__Output as _lb_v1_Drain__Output } from './lb/v1/Drain.ts';
import type { DrainBackendRequest as _lb_v1_DrainBackendRequest, DrainBackendRequest__Output as _lb_v1_DrainBackendRequest__Output } from './lb/v1/DrainBackendRequest.ts';
import type { DrainBackendResponse as _lb_v1_DrainBackendResponse, DrainBackendResponse__Output as _lb_v1_DrainBackendResponse__Output } from './lb/v1/DrainBackendResponse.ts';
import type { DrainPreview as _lb_v1_DrainPreview, DrainPreview__Output as _lb_v1_DrainPreview__Output } from './lb/v1/DrainPreview.ts';
import type { DrainProgress as _lb_v1_DrainProgress, DrainProgress__Output as _lb_v1_DrainProgress__Output } from './lb/v1/DrainProgress.ts';
import type { Event as _lb_v1_Event, Event__Output as _lb_v1_Event__Output } from './lb/v1/Event.ts';
import type { ExpireNowRequest as _lb_v1_ExpireNowRequest, ExpireNowRequest__Output as _lb_v1_ExpireNowRequest__Output } from './lb/v1/ExpireNowRequest.ts';
import type { ExpireNowResponse as _lb_v1_ExpireNowResponse, ExpireNowResponse__Output as _lb_v1_ExpireNowResponse__Output } from './lb/v1/ExpireNowResponse.ts';
import type { ExportKeysRequest as _lb_v1_ExportKeysRequest, ExportKeysRequest__Output as _lb_v1_ExportKeysRequest__Output } from './lb/v1/ExportKeysRequest.ts';
import type { ExportKeysResponse as _lb_v1_ExportKeysResponse, ExportKeysResponse__Output as _lb_v1_ExportKeysResponse__Output } from './lb/v1/ExportKeysResponse.ts';
import type { GetBackendRequest as _lb_v1_GetBackendRequest, GetBackendRequest__Output as _lb_v1_GetBackendRequest__Output } from './lb/v1/GetBackendRequest.ts';
import type { GetPoolRequest as _lb_v1_GetPoolRequest, GetPoolRequest__Output as _lb_v1_GetPoolRequest__Output } from './lb/v1/GetPoolRequest.ts';
import type { GetSessionRequest as _lb_v1_GetSessionRequest, GetSessionRequest__Output as _lb_v1_GetSessionRequest__Output } from './lb/v1/GetSessionRequest.ts';
import type { GetStatusRequest as _lb_v1_GetStatusRequest, GetStatusRequest__Output as _lb_v1_GetStatusRequest__Output } from './lb/v1/GetStatusRequest.ts';
import type { GetStatusResponse as _lb_v1_GetStatusResponse, GetStatusResponse__Output as _lb_v1_GetStatusResponse__Output } from './lb/v1/GetStatusResponse.ts';
import type { InspectCookieRequest as _lb_v1_InspectCookieRequest, InspectCookieRequest__Output as _lb_v1_InspectCookieRequest__Output } from './lb/v1/InspectCookieRequest.ts';
import type { InspectCookieResponse as _lb_v1_InspectCookieResponse, InspectCookieResponse__Output as _lb_v1_InspectCookieResponse__Output } from './lb/v1/InspectCookieResponse.ts';
import type { ListBackendsRequest as _lb_v1_ListBackendsRequest, ListBackendsRequest__Output as _lb_v1_ListBackendsRequest__Output } from './lb/v1/ListBackendsRequest.ts';
import type { ListBackendsResponse as _lb_v1_ListBackendsResponse, ListBackendsResponse__Output as _lb_v1_ListBackendsResponse__Output } from './lb/v1/ListBackendsResponse.ts';
import type { ListEventsRequest as _lb_v1_ListEventsRequest, ListEventsRequest__Output as _lb_v1_ListEventsRequest__Output } from './lb/v1/ListEventsRequest.ts';
import type { ListEventsResponse as _lb_v1_ListEventsResponse, ListEventsResponse__Output as _lb_v1_ListEventsResponse__Output } from './lb/v1/ListEventsResponse.ts';
import type { ListKeysRequest as _lb_v1_ListKeysRequest, ListKeysRequest__Output as _lb_v1_ListKeysRequest__Output } from './lb/v1/ListKeysRequest.ts';
import type { ListKeysResponse as _lb_v1_ListKeysResponse, ListKeysResponse__Output as _lb_v1_ListKeysResponse__Output } from './lb/v1/ListKeysResponse.ts';
import type { ListPoolsRequest as _lb_v1_ListPoolsRequest, ListPoolsRequest__Output as _lb_v1_ListPoolsRequest__Output } from './lb/v1/ListPoolsRequest.ts';
import type { ListPoolsResponse as _lb_v1_ListPoolsResponse, ListPoolsResponse__Output as _lb_v1_ListPoolsResponse__Output } from './lb/v1/ListPoolsResponse.ts';
import type { ListSessionsRequest as _lb_v1_ListSessionsRequest, ListSessionsRequest__Output as _lb_v1_ListSessionsRequest__Output } from './lb/v1/ListSessionsRequest.ts';
import type { ListSessionsResponse as _lb_v1_ListSessionsResponse, ListSessionsResponse__Output as _lb_v1_ListSessionsResponse__Output } from './lb/v1/ListSessionsResponse.ts';
import type { ListViolationsRequest as _lb_v1_ListViolationsRequest, ListViolationsRequest__Output as _lb_v1_ListViolationsRequest__Output } from './lb/v1/ListViolationsRequest.ts';
import type { ListViolationsResponse as _lb_v1_ListViolationsResponse, ListViolationsResponse__Output as _lb_v1_ListViolationsResponse__Output } from './lb/v1/ListViolationsResponse.ts';
import type { MoveSessionRequest as _lb_v1_MoveSessionRequest, MoveSessionRequest__Output as _lb_v1_MoveSessionRequest__Output } from './lb/v1/MoveSessionRequest.ts';
import type { PinSessionRequest as _lb_v1_PinSessionRequest, PinSessionRequest__Output as _lb_v1_PinSessionRequest__Output } from './lb/v1/PinSessionRequest.ts';
import type { Pool as _lb_v1_Pool, Pool__Output as _lb_v1_Pool__Output } from './lb/v1/Pool.ts';
import type { Probe as _lb_v1_Probe, Probe__Output as _lb_v1_Probe__Output } from './lb/v1/Probe.ts';
import type { RotateKeyRequest as _lb_v1_RotateKeyRequest, RotateKeyRequest__Output as _lb_v1_RotateKeyRequest__Output } from './lb/v1/RotateKeyRequest.ts';
import type { RotateKeyResponse as _lb_v1_RotateKeyResponse, RotateKeyResponse__Output as _lb_v1_RotateKeyResponse__Output } from './lb/v1/RotateKeyResponse.ts';
import type { Session as _lb_v1_Session, Session__Output as _lb_v1_Session__Output } from './lb/v1/Session.ts';
import type { StoreStatus as _lb_v1_StoreStatus, StoreStatus__Output as _lb_v1_StoreStatus__Output } from './lb/v1/StoreStatus.ts';
import type { UncordonBackendRequest as _lb_v1_UncordonBackendRequest, UncordonBackendRequest__Output as _lb_v1_UncordonBackendRequest__Output } from './lb/v1/UncordonBackendRequest.ts';
import type { UndrainBackendRequest as _lb_v1_UndrainBackendRequest, UndrainBackendRequest__Output as _lb_v1_UndrainBackendRequest__Output } from './lb/v1/UndrainBackendRequest.ts';
import type { UnpinSessionRequest as _lb_v1_UnpinSessionRequest, UnpinSessionRequest__Output as _lb_v1_UnpinSessionRequest__Output } from './lb/v1/UnpinSessionRequest.ts';
import type { UpdateBackendRequest as _lb_v1_UpdateBackendRequest, UpdateBackendRequest__Output as _lb_v1_UpdateBackendRequest__Output } from './lb/v1/UpdateBackendRequest.ts';
import type { UpdatePoolRequest as _lb_v1_UpdatePoolRequest, UpdatePoolRequest__Output as _lb_v1_UpdatePoolRequest__Output } from './lb/v1/UpdatePoolRequest.ts';
import type { UpdateSessionRequest as _lb_v1_UpdateSessionRequest, UpdateSessionRequest__Output as _lb_v1_UpdateSessionRequest__Output } from './lb/v1/UpdateSessionRequest.ts';
import type { Violation as _lb_v1_Violation, Violation__Output as _lb_v1_Violation__Output } from './lb/v1/Violation.ts';
import type { WatchDrainRequest as _lb_v1_WatchDrainRequest, WatchDrainRequest__Output as _lb_v1_WatchDrainRequest__Output } from './lb/v1/WatchDrainRequest.ts';
import type { WatchRequest as _lb_v1_WatchRequest, WatchRequest__Output as _lb_v1_WatchRequest__Output } from './lb/v1/WatchRequest.ts';
import type { WatchResponse as _lb_v1_WatchResponse, WatchResponse__Output as _lb_v1_WatchResponse__Output } from './lb/v1/WatchResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Duration: MessageTypeDefinition<_google_protobuf_Duration, _google_protobuf_Duration__Output>
      FieldMask: MessageTypeDefinition<_google_protobuf_FieldMask, _google_protobuf_FieldMask__Output>
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
  lb: {
    v1: {
      /**
       * For operators: pools, backends, sessions. Changes are durable before they are answered.
       * Every error carries a google.rpc.ErrorInfo detail: reason in UPPER_SNAKE, domain `lb.v1`.
       * By TCP the caller needs a token or a certificate: UNAUTHENTICATED without a good one, PERMISSION_DENIED where its role
       * is too low. Viewers read, operators act on backends and sessions, admins configure pools and backends and take backups.
       * INVALID_ARGUMENT names the field by its path; NOT_FOUND names what is not there; all methods say UNAVAILABLE
       * STORE_UNAVAILABLE when the store can't write, and are then safe to repeat.
       */
      AdminService: SubtypeConstructor<typeof grpc.Client, _lb_v1_AdminServiceClient> & { service: _lb_v1_AdminServiceDefinition }
      AdminState: EnumTypeDefinition
      Affinity: MessageTypeDefinition<_lb_v1_Affinity, _lb_v1_Affinity__Output>
      AffinityMode: EnumTypeDefinition
      Backend: MessageTypeDefinition<_lb_v1_Backend, _lb_v1_Backend__Output>
      BackupChunk: MessageTypeDefinition<_lb_v1_BackupChunk, _lb_v1_BackupChunk__Output>
      CookieFormat: EnumTypeDefinition
      CookieKey: MessageTypeDefinition<_lb_v1_CookieKey, _lb_v1_CookieKey__Output>
      CordonBackendRequest: MessageTypeDefinition<_lb_v1_CordonBackendRequest, _lb_v1_CordonBackendRequest__Output>
      CreateBackendRequest: MessageTypeDefinition<_lb_v1_CreateBackendRequest, _lb_v1_CreateBackendRequest__Output>
      CreateBackupRequest: MessageTypeDefinition<_lb_v1_CreateBackupRequest, _lb_v1_CreateBackupRequest__Output>
      CreatePoolRequest: MessageTypeDefinition<_lb_v1_CreatePoolRequest, _lb_v1_CreatePoolRequest__Output>
      DeleteBackendRequest: MessageTypeDefinition<_lb_v1_DeleteBackendRequest, _lb_v1_DeleteBackendRequest__Output>
      DeleteBackendResponse: MessageTypeDefinition<_lb_v1_DeleteBackendResponse, _lb_v1_DeleteBackendResponse__Output>
      DeletePoolRequest: MessageTypeDefinition<_lb_v1_DeletePoolRequest, _lb_v1_DeletePoolRequest__Output>
      DeletePoolResponse: MessageTypeDefinition<_lb_v1_DeletePoolResponse, _lb_v1_DeletePoolResponse__Output>
      Drain: MessageTypeDefinition<_lb_v1_Drain, _lb_v1_Drain__Output>
      DrainBackendRequest: MessageTypeDefinition<_lb_v1_DrainBackendRequest, _lb_v1_DrainBackendRequest__Output>
      DrainBackendResponse: MessageTypeDefinition<_lb_v1_DrainBackendResponse, _lb_v1_DrainBackendResponse__Output>
      DrainMode: EnumTypeDefinition
      DrainPreview: MessageTypeDefinition<_lb_v1_DrainPreview, _lb_v1_DrainPreview__Output>
      DrainProgress: MessageTypeDefinition<_lb_v1_DrainProgress, _lb_v1_DrainProgress__Output>
      DrainThen: EnumTypeDefinition
      Event: MessageTypeDefinition<_lb_v1_Event, _lb_v1_Event__Output>
      ExpireNowRequest: MessageTypeDefinition<_lb_v1_ExpireNowRequest, _lb_v1_ExpireNowRequest__Output>
      ExpireNowResponse: MessageTypeDefinition<_lb_v1_ExpireNowResponse, _lb_v1_ExpireNowResponse__Output>
      ExportKeysRequest: MessageTypeDefinition<_lb_v1_ExportKeysRequest, _lb_v1_ExportKeysRequest__Output>
      ExportKeysResponse: MessageTypeDefinition<_lb_v1_ExportKeysResponse, _lb_v1_ExportKeysResponse__Output>
      GetBackendRequest: MessageTypeDefinition<_lb_v1_GetBackendRequest, _lb_v1_GetBackendRequest__Output>
      GetPoolRequest: MessageTypeDefinition<_lb_v1_GetPoolRequest, _lb_v1_GetPoolRequest__Output>
      GetSessionRequest: MessageTypeDefinition<_lb_v1_GetSessionRequest, _lb_v1_GetSessionRequest__Output>
      GetStatusRequest: MessageTypeDefinition<_lb_v1_GetStatusRequest, _lb_v1_GetStatusRequest__Output>
      GetStatusResponse: MessageTypeDefinition<_lb_v1_GetStatusResponse, _lb_v1_GetStatusResponse__Output>
      Health: EnumTypeDefinition
      InspectCookieRequest: MessageTypeDefinition<_lb_v1_InspectCookieRequest, _lb_v1_InspectCookieRequest__Output>
      InspectCookieResponse: MessageTypeDefinition<_lb_v1_InspectCookieResponse, _lb_v1_InspectCookieResponse__Output>
      ListBackendsRequest: MessageTypeDefinition<_lb_v1_ListBackendsRequest, _lb_v1_ListBackendsRequest__Output>
      ListBackendsResponse: MessageTypeDefinition<_lb_v1_ListBackendsResponse, _lb_v1_ListBackendsResponse__Output>
      ListEventsRequest: MessageTypeDefinition<_lb_v1_ListEventsRequest, _lb_v1_ListEventsRequest__Output>
      ListEventsResponse: MessageTypeDefinition<_lb_v1_ListEventsResponse, _lb_v1_ListEventsResponse__Output>
      ListKeysRequest: MessageTypeDefinition<_lb_v1_ListKeysRequest, _lb_v1_ListKeysRequest__Output>
      ListKeysResponse: MessageTypeDefinition<_lb_v1_ListKeysResponse, _lb_v1_ListKeysResponse__Output>
      ListPoolsRequest: MessageTypeDefinition<_lb_v1_ListPoolsRequest, _lb_v1_ListPoolsRequest__Output>
      ListPoolsResponse: MessageTypeDefinition<_lb_v1_ListPoolsResponse, _lb_v1_ListPoolsResponse__Output>
      ListSessionsRequest: MessageTypeDefinition<_lb_v1_ListSessionsRequest, _lb_v1_ListSessionsRequest__Output>
      ListSessionsResponse: MessageTypeDefinition<_lb_v1_ListSessionsResponse, _lb_v1_ListSessionsResponse__Output>
      ListViolationsRequest: MessageTypeDefinition<_lb_v1_ListViolationsRequest, _lb_v1_ListViolationsRequest__Output>
      ListViolationsResponse: MessageTypeDefinition<_lb_v1_ListViolationsResponse, _lb_v1_ListViolationsResponse__Output>
      MoveSessionRequest: MessageTypeDefinition<_lb_v1_MoveSessionRequest, _lb_v1_MoveSessionRequest__Output>
      Outcome: EnumTypeDefinition
      PinSessionRequest: MessageTypeDefinition<_lb_v1_PinSessionRequest, _lb_v1_PinSessionRequest__Output>
      Pool: MessageTypeDefinition<_lb_v1_Pool, _lb_v1_Pool__Output>
      Probe: MessageTypeDefinition<_lb_v1_Probe, _lb_v1_Probe__Output>
      ProbeKind: EnumTypeDefinition
      Reaction: EnumTypeDefinition
      Reason: EnumTypeDefinition
      RestartReaction: EnumTypeDefinition
      RotateKeyRequest: MessageTypeDefinition<_lb_v1_RotateKeyRequest, _lb_v1_RotateKeyRequest__Output>
      RotateKeyResponse: MessageTypeDefinition<_lb_v1_RotateKeyResponse, _lb_v1_RotateKeyResponse__Output>
      SameSite: EnumTypeDefinition
      Session: MessageTypeDefinition<_lb_v1_Session, _lb_v1_Session__Output>
      SessionIds: EnumTypeDefinition
      StoreStatus: MessageTypeDefinition<_lb_v1_StoreStatus, _lb_v1_StoreStatus__Output>
      UncordonBackendRequest: MessageTypeDefinition<_lb_v1_UncordonBackendRequest, _lb_v1_UncordonBackendRequest__Output>
      UndrainBackendRequest: MessageTypeDefinition<_lb_v1_UndrainBackendRequest, _lb_v1_UndrainBackendRequest__Output>
      UnknownId: EnumTypeDefinition
      UnknownLearned: EnumTypeDefinition
      UnpinSessionRequest: MessageTypeDefinition<_lb_v1_UnpinSessionRequest, _lb_v1_UnpinSessionRequest__Output>
      UpdateBackendRequest: MessageTypeDefinition<_lb_v1_UpdateBackendRequest, _lb_v1_UpdateBackendRequest__Output>
      UpdatePoolRequest: MessageTypeDefinition<_lb_v1_UpdatePoolRequest, _lb_v1_UpdatePoolRequest__Output>
      UpdateSessionRequest: MessageTypeDefinition<_lb_v1_UpdateSessionRequest, _lb_v1_UpdateSessionRequest__Output>
      Violation: MessageTypeDefinition<_lb_v1_Violation, _lb_v1_Violation__Output>
      WatchDrainRequest: MessageTypeDefinition<_lb_v1_WatchDrainRequest, _lb_v1_WatchDrainRequest__Output>
      WatchRequest: MessageTypeDefinition<_lb_v1_WatchRequest, _lb_v1_WatchRequest__Output>
      WatchResponse: MessageTypeDefinition<_lb_v1_WatchResponse, _lb_v1_WatchResponse__Output>
    }
  }
}

