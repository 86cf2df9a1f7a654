#!/bin/sh
# Makes the Go code of the contract in ./lbv1. Needs go; run it again when proto/lb/v1 changes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
export GOBIN="$here/.bin"
go install google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.10
go install google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.5.1
cd "$root"
PATH="$GOBIN:$PATH" node_modules/.bin/buf generate --template "$here/buf.gen.yaml" --path proto/lb
