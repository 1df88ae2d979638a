"""A worker that does wrong on purpose: the seed says what. It speaks the protocol by hand, without Proxima's library."""
import json, os, signal, subprocess, sys, time

def say(**message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()

say(kind="hello", protocol=1, name="faulty", version="1.0")
for line in sys.stdin:
    job = json.loads(line)
    seed, shots, slots = job["seed"], job["shots"], job["slots"]
    answer = dict(id=job["id"], kind="result", qubits=job["qubits"], shots=shots, seed=seed, method=job["method"],
                  counts={"0" * slots: shots})
    if seed == 1:
        print("Segmentation fault, or so it seems", flush=True)
    elif seed == 2:
        time.sleep(100000)
    elif seed == 3:
        child = subprocess.Popen(["sleep", "100000"])
        open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "child.pid"), "w").write(str(child.pid))
        os._exit(0)
    elif seed == 4:
        print("out of luck", file=sys.stderr, flush=True)
        os._exit(3)
    elif seed == 5:
        answer["id"] = "another-run"
    elif seed == 6:
        answer["shots"] = shots - 1
    elif seed == 7:
        answer["counts"] = {"0" * slots: shots - 1}
    elif seed == 8:
        del answer["counts"]
    elif seed == 9:
        os.kill(os.getpid(), signal.SIGKILL)
    elif seed == 10:
        answer["counts"] = {"2" * slots: shots}
    elif seed == 11:
        answer = dict(id=job["id"], kind="error", code="memory", message="no memory")
    elif seed == 12:
        answer["seed"] = 13
    say(**answer)
