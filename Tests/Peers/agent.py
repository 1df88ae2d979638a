#!/usr/bin/env python3
"""An agent written from docs/protocol.md alone: agent.py ADDRESS ID ROLE CAPABILITY

Answers each request {"numbers": [...]} with {"sum": N}, after a progress message, and its attachments reversed.
Prints "registered" and then one line for each request. Ends with SIGTERM.
"""
import json, os, signal, struct, sys, threading, time, uuid

import zmq

FIXED = struct.Struct("!BBHhHII16s16sq16sQQ")
REQUEST, RESPONSE, RESULT, ERROR, HEARTBEAT, PROGRESS, CREDIT = 1, 2, 5, 6, 7, 8, 10
NONE = bytes(16)


def string(text):
    raw = text.encode()
    return bytes([len(raw)]) + raw


class Agent:
    def __init__(self, address, name):
        self.name = name
        self.credit = 0
        self.answers = {}
        self.last_sent = 0.0
        self.socket = zmq.Context.instance().socket(zmq.DEALER)
        self.socket.setsockopt(zmq.SNDHWM, 0)
        self.socket.setsockopt(zmq.RCVHWM, 0)
        self.socket.setsockopt(zmq.LINGER, 500)
        self.socket.connect(address)

    def send(self, kind, recipient, action="", body=None, attachments=(), to=None, identity=None, flags=0):
        identity = identity or uuid.uuid4().bytes
        reply, trace, span, fence, priority, task, step = NONE, NONE, 0, 0, 0, "", ""
        if to:
            reply, trace, span, fence = to["id"], to["trace"], to["span"], to["fence"]
            priority, task, step = to["priority"], to["task"], to["step"]
        header = FIXED.pack(1, kind, flags, priority, self.credit, 0, 0, identity, reply, int(time.time() * 1000),
                            trace, span, fence)
        header += b"".join(map(string, (self.name, recipient, task, step, action)))
        payload = b"" if body is None else json.dumps(body).encode()
        self.credit = 0
        self.last_sent = time.monotonic()
        self.socket.send_multipart([header, payload, *attachments])
        return identity

    def receive(self, timeout):
        if not self.socket.poll(int(timeout * 1000)):
            return None
        header, payload, *attachments = self.socket.recv_multipart()
        names = ("version", "kind", "flags", "priority", "credit", "budget", "reserved", "id", "reply_to", "sent",
                 "trace", "span", "fence")
        message = dict(zip(names, FIXED.unpack(header[:FIXED.size])))
        rest = header[FIXED.size:]
        for name in ("sender", "recipient", "task", "step", "action"):
            message[name], rest = rest[1:1 + rest[0]].decode(), rest[1 + rest[0]:]
        if message["flags"] & 2:
            self.credit += 1
        message["body"] = json.loads(payload) if payload else None
        message["attachments"] = attachments
        return message

    def register(self, role, capability):
        registration = {"id": self.name, "role": role, "capabilities": [capability], "version": "py", "pid": os.getpid(),
                        "maxConcurrentTasks": 1, "metadata": {"instance": uuid.uuid4().hex}}
        identity = self.send(REQUEST, "broker", "register", registration)
        while True:
            answer = self.receive(30)
            if answer is None:
                raise SystemExit("no answer to register")
            if answer["reply_to"] == identity:
                break
        if answer["kind"] == ERROR:
            raise SystemExit(answer["body"]["code"])
        return answer["body"]

    def handle(self, request):
        if request["id"] in self.answers:  # seen before: the same answer again
            kind, body, attachments, identity = self.answers[request["id"]]
            return self.send(kind, request["sender"], request["action"], body, attachments, request, identity, flags=1)
        self.send(PROGRESS, request["sender"], request["action"], {"fraction": 0.5}, to=request)
        attachments = [part[::-1] for part in request["attachments"]]
        try:
            kind, body = RESULT, {"sum": sum(request["body"]["numbers"])}
        except (KeyError, TypeError):
            kind, attachments = ERROR, []
            body = {"code": "sum.bad_input", "message": "give numbers", "remedy": "", "exit": 65}
        identity = self.send(kind, request["sender"], request["action"], body, attachments, request)
        self.answers[request["id"]] = (kind, body, attachments, identity)
        print("answered", request["action"], flush=True)


def main():
    address, name, role, capability = sys.argv[1:5]
    agent = Agent(address, name)
    receipt = agent.register(role, capability)
    print("registered", flush=True)
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    while not ended.is_set():
        message = agent.receive(0.1)
        if message and message["kind"] == REQUEST:
            agent.handle(message)
        if agent.credit >= receipt["window"] // 2:
            agent.send(CREDIT, "broker")
        if time.monotonic() - agent.last_sent >= receipt["heartbeatSeconds"]:
            agent.send(HEARTBEAT, "broker")
    agent.send(REQUEST, "broker", "unregister", {})


main()
