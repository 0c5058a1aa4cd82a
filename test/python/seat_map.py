"""The map of client-sdk/PROTOCOL.md: sections 5 (snapshot) and 6 (changes)."""

import string

ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits
DIGITS = {digit: value for value, digit in enumerate(ALPHABET + "-_")}


def mix(x):
    h = x * 0x9E3779B1 & 0xFFFFFFFF
    h ^= h >> 15
    h = h * 0x85EBCA77 & 0xFFFFFFFF
    return h ^ h >> 13


def weigh(seat, state):
    """What a seat adds to the checksum."""
    return mix(seat * 4 + state + 1) if state else 0


class SeatMap:
    def __init__(self, snapshot):
        bits, count = snapshot["bits"], snapshot["seatCount"]
        self.position = snapshot["position"]
        self.states = [bits[i >> 2] >> 6 - 2 * (i & 3) & 3
                       for i in range(count)]
        self.width = 3 if count <= 65_536 else 4
        self.checksum = 0
        for seat, state in enumerate(self.states):
            self.checksum ^= weigh(seat, state)

    def apply(self, frame):
        """Applies all of it or, if it is not understood, nothing: False."""
        text, changes = frame["changes"], []
        if len(text) % self.width or not DIGITS.keys() >= set(text):
            return False
        for start in range(0, len(text), self.width):
            change = 0
            for digit in text[start:start + self.width]:
                change = change * 64 + DIGITS[digit]
            changes.append(divmod(change, 4))
        if any(seat >= len(self.states) for seat, _ in changes):
            return False
        for seat, state in changes:
            self.checksum ^= weigh(seat, self.states[seat])
            self.checksum ^= weigh(seat, state)
            self.states[seat] = state
        self.position = frame["to"]
        return True
