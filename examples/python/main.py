"""Asks lbd where a session lives, with labels, and reads why it refuses.

    python main.py unix:///run/lbd/lbd.sock ada
"""

import sys
from datetime import timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "generated"))

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from lb.v1 import admin_pb2, admin_pb2_grpc, routing_pb2, routing_pb2_grpc, types_pb2


def main(address: str, session_id: str) -> None:
    with grpc.insecure_channel(address) as channel:
        routing = routing_pb2_grpc.RoutingServiceStub(channel)
        admin = admin_pb2_grpc.AdminServiceStub(channel)

        home = routing.Route(
            routing_pb2.RouteRequest(session_id=session_id, labels={"user": session_id}), timeout=10
        )
        until = home.expire_time.ToDatetime(tzinfo=timezone.utc).isoformat(timespec="seconds")
        print(f"{home.session_id} lives on {home.backend.id} ({home.backend.address}) until {until}")
        print(types_pb2.Outcome.Name(home.outcome))

        # Every session of this user, wherever they are: log out everywhere is ExpireNow with the same filter.
        listed = admin.ListSessions(
            admin_pb2.ListSessionsRequest(filter=f'labels.user = "{session_id}"'), timeout=10
        )
        print(", ".join(f"{each.session_id} {dict(each.labels)}" for each in listed.sessions))

        try:
            routing.Route(routing_pb2.RouteRequest(pool="no-such-pool", session_id=session_id), timeout=10)
        except grpc.RpcError as refusal:
            print(refusal.code().name, reason_of(refusal))


def reason_of(refusal: grpc.RpcError) -> str:
    """The reason for programs: it stands in a detail, beside the message for people."""
    for detail in rpc_status.from_call(refusal).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason
    return ""


if __name__ == "__main__":
    main(*sys.argv[1:3])
