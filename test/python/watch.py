#!/usr/bin/env python3
"""A client of the seat protocol, written from client-sdk/PROTOCOL.md alone.

It keeps one map and takes commands, a line of JSON each, on standard input:
    {"id": 1, "do": "map"}
    {"id": 2, "do": "hold", "seats": [4], "requestId": "wish-0001"}
    {"id": 3, "do": "release", "token": "..."}
    {"id": 4, "do": "drop"}     the next frame is lost, and no heartbeat tells
    {"id": 5, "do": "quit"}     the end of the input does the same
Each is answered by a line of JSON on standard output, with the command's id.
"""

import argparse
import json
import random
import sys
import threading
import time
from functools import partial

from connection import Connection
from seat_map import SeatMap

SILENCE_S, BEHIND_S, MOMENT_S = 6, 10, 0.25


class Watcher(Connection):
    def __init__(self, options):
        super().__init__(options.url, options.transport)
        self.token = options.token
        self.performance = {"performanceId": options.performance}
        self.map = self.behind_since = self.heard_at = None
        self.live = self.watching = self.may_ask = False
        self.drop = self.dropped = False
        self.kept, self.asked = [], []
        self.counts = {"heartbeats_ok": 0, "frames": 0, "resyncs": 0}

    def connected(self):
        self.watching, self.kept = False, []
        self.heard_at = time.monotonic()
        self.authenticate()
        self.watch()
        self.check_silence()

    def disconnected(self):
        self.live = self.may_ask = False
        super().disconnected()

    def authenticate(self):
        body = {"accessToken": self.token}
        if self.token:
            self.request("session:authenticate", body, self.authenticated)
        else:
            self.authenticated({})

    def authenticated(self, answer):
        """Refused or not: if not, the answers to what follows will say so."""
        if answer is None:
            return self.authenticate()
        self.may_ask = True
        for send in self.asked:
            send()

    # The map: section 7 of the protocol

    def watch(self, anything=False):
        self.watching = True
        position = None if anything or not self.map else self.map.position
        body = {"position": position} if position else {}
        self.request("map:watch", {**self.performance, **body},
                     partial(self.watched, position))

    def resync(self):
        self.live = False
        if not self.watching:
            self.counts["resyncs"] += 1
            self.watch()

    def watched(self, position, answer):
        if answer is None:
            return self.reconnect()
        if not answer["ok"]:
            return self.not_watched(answer["error"])
        snapshot = answer["snapshot"]
        if position and snapshot["position"] < position:
            return self.later(MOMENT_S, self.watch)
        self.map, self.live = SeatMap(snapshot), snapshot["live"]
        self.heard_at, self.behind_since = time.monotonic(), None
        self.watching, kept, self.kept = False, self.kept, []
        for frame in kept:
            self.frame(frame)

    def not_watched(self, error):
        wait_ms = error.get("details", {}).get("retryAfterMs")
        if wait_ms is None:
            self.quit(f"map:watch: {error['code']}: {error['message']}")
        anything = False
        if error["code"] == "BEHIND":
            wait_ms *= random.uniform(0.75, 1.25)
            self.behind_since = self.behind_since or time.monotonic()
            anything = time.monotonic() - self.behind_since > BEHIND_S
        self.later(wait_ms / 1000, partial(self.watch, anything))

    def receive(self, event, body):
        if event == "map:frame":
            self.heard_at = time.monotonic()
            self.drop, self.dropped = False, self.drop
            if not self.dropped:
                self.frame(body)
        elif event == "map:heartbeat":
            self.heard_at = time.monotonic()
            if not self.watching and not self.dropped:
                self.heartbeat(body)

    def frame(self, frame):
        if self.watching:
            self.kept.append(frame)
        elif frame["to"] > self.map.position:
            follows = frame["from"] == self.map.position
            if not (follows and self.map.apply(frame)):
                return self.resync()
            self.counts["frames"] += 1

    def heartbeat(self, beat):
        shown = (self.map.position, self.map.checksum)
        if (beat["position"], beat["checksum"]) != shown:
            return self.resync()
        self.live = beat["live"]
        self.counts["heartbeats_ok"] += 1

    def check_silence(self):
        if time.monotonic() - self.heard_at > SILENCE_S:
            self.resync()
        self.later(1, self.check_silence)

    # The commands

    def read_commands(self):
        for line in sys.stdin:
            self.inbox.put(partial(self.obey, json.loads(line)))
        self.inbox.put(self.quit)

    def obey(self, command):
        reply = partial(self.reply, command)
        if command["do"] == "map":
            reply(self.describe())
        elif command["do"] == "hold":
            seats, wish = command["seats"], command["requestId"]
            self.ask("hold:create", {"seats": seats, "requestId": wish}, reply)
        elif command["do"] == "release":
            self.ask("hold:release", {"token": command["token"]}, reply)
        elif command["do"] == "drop":
            self.drop = True
            reply({})
        elif command["do"] == "quit":
            reply({})
            self.quit()

    def ask(self, event, body, then):
        """An answer that was lost is asked for again, by the same words."""
        def settle(answer):
            if answer is None:
                return send()
            self.asked.remove(send)
            then(answer)

        def send():
            if self.may_ask:
                self.request(event, {**self.performance, **body}, settle)

        self.asked.append(send)
        send()

    def describe(self):
        if self.map is None:
            return {"position": None, **self.counts}
        states = "".join(map(str, self.map.states))
        return {"position": self.map.position, "states": states,
                "checksum": self.map.checksum, "live": self.live,
                "dropped": self.dropped, **self.counts}

    def reply(self, command, body):
        print(json.dumps({"id": command.get("id"), **body}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--performance", type=int, required=True)
    parser.add_argument("--transport", choices=["websocket", "polling"],
                        default="websocket")
    parser.add_argument("--token", help="access token, to hold seats")
    watcher = Watcher(parser.parse_args())
    threading.Thread(target=watcher.read_commands, daemon=True).start()
    watcher.run()


if __name__ == "__main__":
    main()
