const MAX_DRAINED_BYTES = 4 * 1024 * 1024;

/**
 * Reads on for a while: a client that is still sending when the connection closes never sees the
 * answer that says why.
 */
export async function drain(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  const reader = body.getReader();
  for (let read = 0; read < MAX_DRAINED_BYTES;) {
    const { done, value } = await reader.read();
    if (done) return;
    read += value.length;
  }
}
