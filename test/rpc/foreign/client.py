"""A client that knows nothing of lbd but its address: it learns the contract from the server's reflection.

Prints what it got as one JSON document.
"""

import json
import sys

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

TIMEOUT_S = 10


def main(target: str) -> None:
    with grpc.insecure_channel(target) as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        lbd = Lbd(channel, DescriptorPool(database))
        print(json.dumps({"services": sorted(database.get_services()), **drive(lbd)}))


class Lbd:
    """Calls any method by its name, with messages made from the reflected descriptors."""

    def __init__(self, channel: grpc.Channel, pool: DescriptorPool) -> None:
        self.channel = channel
        self.pool = pool

    def call(self, service: str, method: str, request: dict):
        descriptor = self.pool.FindServiceByName(service).methods_by_name[method]
        request_class = GetMessageClass(descriptor.input_type)
        response_class = GetMessageClass(descriptor.output_type)
        stub = self.channel.unary_unary(
            f"/{service}/{method}",
            request_serializer=request_class.SerializeToString,
            response_deserializer=response_class.FromString,
        )
        return stub(json_format.ParseDict(request, request_class(), descriptor_pool=self.pool), timeout=TIMEOUT_S)


def drive(lbd: Lbd) -> dict:
    admin, routing = "lb.v1.AdminService", "lb.v1.RoutingService"
    backend = lbd.call(
        admin,
        "CreateBackend",
        {"backend": {"id": "api-1", "address": "api-1:80", "labels": {"team": "blue", "tier": "1"}, "zone": "eu-1"}},
    )
    idle = lbd.call(
        admin,
        "CreateBackend",
        {"backend": {"id": "api-2", "address": "[::1]:80", "weight": 0}},
    )
    first = lbd.call(routing, "Route", {"session_id": "ada", "idle_timeout": "90.5s"})
    again = lbd.call(routing, "Route", {"session_id": "ada"})
    pool = lbd.call(admin, "UpdatePool", {"pool": {"name": "default", "idle_timeout": "60.250s"}, "update_mask": "idleTimeout"})
    health = lbd.call("grpc.health.v1.Health", "Check", {"service": routing})
    try:
        lbd.call(routing, "Route", {"session_id": "a\nb"})
        refusal = None
    except grpc.RpcError as error:
        refusal = refusal_of(lbd.pool, error)
    return {
        "backend": {
            "labels": dict(backend.labels),
            "zone": backend.zone,
            "has_weight": backend.HasField("weight"),
            "weight": backend.weight,
            "created_s": backend.create_time.seconds,
            "has_drain_deadline": backend.HasField("drain_deadline"),
        },
        "idle": {"has_weight": idle.HasField("weight"), "weight": idle.weight},
        "first": {
            "backend": first.backend.id,
            "outcome": name_of(first, "outcome"),
            "reason": name_of(first, "reason"),
            "lease_ms": milliseconds(first.expire_time) - milliseconds(first.create_time),
        },
        "again": {"backend": again.backend.id, "outcome": name_of(again, "outcome"), "generation": again.generation},
        "pool": {"idle_timeout_ms": milliseconds(pool.idle_timeout), "has_max_lifetime": pool.HasField("max_lifetime")},
        "health": name_of(health, "status"),
        "refusal": refusal,
    }


def refusal_of(pool: DescriptorPool, error: grpc.RpcError) -> dict:
    """The status with its ErrorInfo, whose type is learnt by reflection as well."""
    trailers = dict(error.trailing_metadata())
    status = message_class(pool, "google.rpc.Status").FromString(trailers["grpc-status-details-bin"])
    info = message_class(pool, "google.rpc.ErrorInfo").FromString(status.details[0].value)
    return {
        "code": error.code().name,
        "reason": info.reason,
        "domain": info.domain,
        "metadata": dict(info.metadata),
    }


def message_class(pool: DescriptorPool, name: str):
    return GetMessageClass(pool.FindMessageTypeByName(name))


def name_of(message, field: str) -> str:
    number = getattr(message, field)
    return message.DESCRIPTOR.fields_by_name[field].enum_type.values_by_number[number].name


def milliseconds(time) -> int:
    """Of a Timestamp or a Duration."""
    return time.seconds * 1000 + time.nanos // 1_000_000


if __name__ == "__main__":
    main(sys.argv[1])
