interface Part {
  close(): void;
}

/** What a client has opened and somebody has still to close: maps, waiting rooms. */
export class OpenParts {
  readonly #parts = new Set<Part>();

  /** `make` gets what the part calls when it is closed; the signal closes it, too. */
  open<T extends Part>(make: (closed: () => void) => T, signal: AbortSignal | undefined): T {
    const part: T = make(() => {
      this.#parts.delete(part);
      signal?.removeEventListener('abort', close);
    });
    const close = (): void => {
      part.close();
    };
    this.#parts.add(part);
    if (signal?.aborted) close();
    else signal?.addEventListener('abort', close);
    return part;
  }

  closeAll(): void {
    for (const part of [...this.#parts]) part.close();
  }
}
