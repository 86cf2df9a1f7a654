"""Asks lbd where a session lives, with labels, and reads why it refuses.

    python main.py unix:///run/lbd/lbd.sock ada
    python main.py lbd.example.org:7443 ada --ca ca.pem --token-file ada.token
"""

import argparse
import sys
from datetime import timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "generated"))

import grpc
from google.rpc import error_details_pb2
from grpc_status import rpc_status
from lb.v1 import admin_pb2, admin_pb2_grpc, routing_pb2, routing_pb2_grpc, types_pb2


def main(address: str, session_id: str, ca: Path | None, token_file: Path | None) -> None:
    with open_channel(address, ca, token_file) as channel:
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


def open_channel(address: str, ca: Path | None, token_file: Path | None) -> grpc.Channel:
    """On a unix socket nobody is asked; by TCP lbd speaks TLS and asks for a token."""
    if ca is None:
        return grpc.insecure_channel(address)
    credentials = grpc.ssl_channel_credentials(ca.read_bytes())
    if token_file is not None:
        token = grpc.access_token_call_credentials(token_file.read_text().strip())
        credentials = grpc.composite_channel_credentials(credentials, token)
    return grpc.secure_channel(address, credentials)


def reason_of(refusal: grpc.RpcError) -> str:
    """The reason for programs: it stands in a detail, beside the message for people."""
    for detail in rpc_status.from_call(refusal).details:
        info = error_details_pb2.ErrorInfo()
        if detail.Unpack(info):
            return info.reason
    return ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("session_id")
    parser.add_argument("--ca", type=Path)
    parser.add_argument("--token-file", type=Path)
    main(**vars(parser.parse_args()))
