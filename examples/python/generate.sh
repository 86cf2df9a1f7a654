#!/bin/sh
# Makes the Python code of the contract in ./generated. Takes the Python to use, which has requirements.txt installed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
proto=$(cd "$here/../../proto" && pwd)
mkdir -p "$here/generated"
cd "$proto"
"${1:-python3}" -m grpc_tools.protoc -I . --python_out="$here/generated" --grpc_python_out="$here/generated" lb/v1/*.proto
