#!/bin/sh
# Prints line coverage by module from the last `./test --coverage`.
set -eu
cd "$(dirname "$0")/.."
report=$(swift test --show-codecov-path)
python3 - "$report" <<'PYTHON'
import collections, json, sys
lines = collections.Counter()
hit = collections.Counter()
for file in json.load(open(sys.argv[1]))["data"][0]["files"]:
    _, found, path = file["filename"].partition("/Sources/")
    if not found:
        continue
    parts = path.split("/")
    module = "/".join(parts[:2]) if parts[0] in ("Agents", "System", "Executables") else parts[0]
    lines[module] += file["summary"]["lines"]["count"]
    hit[module] += file["summary"]["lines"]["covered"]
for module in sorted(lines):
    print(f"{module:32} {100 * hit[module] / max(1, lines[module]):5.1f} %  of {lines[module]} lines")
print(f"{'all':32} {100 * sum(hit.values()) / max(1, sum(lines.values())):5.1f} %  of {sum(lines.values())} lines")
PYTHON
