"""Connections of client-sdk/PROTOCOL.md: sections 1, 2 and 8."""

import heapq
import itertools
import queue
import random
import sys
import time
from functools import partial

import engineio
import socketio

ANSWER_S = 5
SHORTEST_WAIT_S, LONGEST_WAIT_S, MOMENT_S = 0.1, 3, 0.1


class Engine(engineio.Client):
    """Hands messages on in order; the library starts a thread for each."""

    def _trigger_event(self, event, *args, run_async=False):
        return super()._trigger_event(event, *args)


class Socket(socketio.Client):
    def _engineio_client_class(self):
        return Engine


class Connection:
    """Connects for ever. All of it runs in one thread, which takes actions
    from `inbox`; subclasses have `connected()` and `receive(event, body)`.
    """

    def __init__(self, url, transport):
        self.url, self.transport = url, transport
        self.inbox, self.timers = queue.Queue(), []
        self.turns = itertools.count()
        self.sio, self.waiting, self.wait_s = None, 0, SHORTEST_WAIT_S

    def run(self):
        self.connect()
        while True:
            left = self.timers[0][0] - time.monotonic() if self.timers else 1
            try:
                action = self.inbox.get(timeout=max(left, 0))
            except queue.Empty:
                if not self.timers:
                    continue
                action = heapq.heappop(self.timers)[2]
            action()

    def later(self, seconds, action):
        due = time.monotonic() + seconds
        entry = (due, next(self.turns), self.only_now(action))
        heapq.heappush(self.timers, entry)

    def only_now(self, action):
        """Does nothing when called after the end of this connection."""
        sio = self.sio
        return lambda *args: action(*args) if sio is self.sio else None

    def soon(self, action):
        """For the library's threads: the same, in our own thread."""
        guarded = self.only_now(action)
        return lambda *args: self.inbox.put(partial(guarded, *args))

    def connect(self):
        self.sio, self.waiting = Socket(reconnection=False), 0
        self.sio.on("*", self.soon(self.hear))
        self.sio.on("disconnect", self.soon(self.disconnected))
        self.sio.on("connect_error", self.soon(self.refused))
        try:
            self.sio.connect(self.url, auth={"protocol": 1},
                             transports=[self.transport],
                             wait_timeout=ANSWER_S)
        except socketio.exceptions.ConnectionError:
            return self.soon(self.disconnected)()
        self.wait_s = SHORTEST_WAIT_S
        self.connected()

    def refused(self, error=None):
        """In the handshake, or the server was not reached at all."""
        data = error.get("data") if isinstance(error, dict) else None
        if data and data["error"]["code"] == "UNSUPPORTED_PROTOCOL":
            self.quit(data["error"]["message"])

    def disconnected(self):
        self.sio = None
        self.later(self.wait_s * random.uniform(0.5, 1.5), self.connect)
        self.wait_s = min(self.wait_s * 2, LONGEST_WAIT_S)

    def reconnect(self):
        sio, self.sio = self.sio, None
        sio.disconnect()
        self.connect()

    def quit(self, complaint=None):
        if self.sio:
            self.sio.disconnect()
        sys.exit(complaint)

    def hear(self, event, body=None):
        if event == "server:leaving":
            wait_s = random.uniform(0, body["withinMs"] / 1000)
            self.later(wait_s, self.leave)
        else:
            self.receive(event, body)

    def leave(self):
        if self.waiting:
            self.later(MOMENT_S, self.leave)
        else:
            self.reconnect()

    def request(self, event, body, then):
        """`then` gets the answer, or None if there is none in time."""
        answered = False

        def settle(answer):
            nonlocal answered
            if not answered:
                answered = True
                self.waiting -= 1
                then(answer)

        self.waiting += 1
        self.later(ANSWER_S, partial(settle, None))
        try:
            self.sio.emit(event, body, callback=self.soon(settle))
        except socketio.exceptions.SocketIOError:
            pass  # The connection has ended, of which we shall hear as well.
