import { afterEach, describe, expect, it } from 'vitest';
import { notFound } from '../../../../server/src/platform/errors.ts';
import { createByteLru } from '../../../../server/src/platform/kept-reads/index.ts';
import { waitFor } from '../../../support/wait.ts';
import { createNode, createSource, memoryCopies, memoryMutex, readingOf } from './stage.ts';
import type { Node, Source } from './stage.ts';

describe('kept reads', () => {
  const nodes: Node[] = [];
  afterEach(async () => {
    await Promise.all(nodes.splice(0).map(({ watch }) => watch.stop()));
  });

  function start(source: Source, more: Parameters<typeof createNode>[1] = {}): Node {
    const node = createNode(source, more);
    node.watch.start();
    nodes.push(node);
    return node;
  }

  it('CACHE-3 one read serves all who ask, and all who come after', async () => {
    const source = createSource();
    const { reads } = start(source);
    const all = await Promise.all(Array.from({ length: 50 }, () => reads.get(readingOf(source))));
    expect(new Set(all.map(({ value }) => value))).toEqual(new Set(['first']));
    expect(reads.peek(readingOf(source))?.value).toBe('first');
    expect(source.reads).toBe(1);
  });

  it('CACHE-3 one read serves all nodes, those too that ask while it is under way', async () => {
    const source = createSource();
    const shared = { copies: memoryCopies(), mutex: memoryMutex() };
    const three = [start(source, shared), start(source, shared), start(source, shared)];
    let open = (): void => undefined;
    source.gate = new Promise((resolve) => (open = resolve));
    const asked = three.map(({ reads }) => reads.get(readingOf(source)));
    await waitFor(() => source.reads > 0);
    open();
    expect((await Promise.all(asked)).map(({ value }) => value)).toEqual(three.map(() => 'first'));
    const later = await start(source, shared).reads.get(readingOf(source));
    expect(later.value).toBe('first');
    expect(source.reads).toBe(1);
  });

  it('CACHE-3 a lock that nobody gives back keeps nobody from reading', async () => {
    const source = createSource();
    const mutex = { tryRun: () => Promise.resolve('busy' as const) };
    const { reads } = start(source, { mutex });
    expect((await reads.get(readingOf(source))).value).toBe('first');
  });

  it('CACHE-2 a change is read again, what it does not touch is not', async () => {
    const source = createSource();
    const { reads } = start(source);
    const other = readingOf(source, 'other', ['event:2']);
    await reads.get(readingOf(source));
    await reads.get(other);
    source.value = 'second';
    source.change('event:1');
    await waitFor(() => reads.peek(readingOf(source)) === undefined);
    expect((await reads.get(readingOf(source))).value).toBe('second');
    expect(reads.peek(other)?.value).toBe('first');
    source.change('*');
    await waitFor(() => reads.peek(other) === undefined);
  });

  it('CACHE-2 a read that began before a change is not kept after it', async () => {
    const source = createSource();
    const { reads, watch } = start(source);
    await watch.look();
    let open = (): void => undefined;
    source.gate = new Promise((resolve) => (open = resolve));
    const early = reads.get(readingOf(source));
    await waitFor(() => source.reads === 1);
    source.value = 'second';
    source.change('event:1');
    await waitFor(() => watch.version === 1);
    const late = reads.get(readingOf(source));
    source.gate = undefined;
    open();
    expect((await late).value).toBe('second');
    expect((await early).value).toBe('second');
    expect(reads.peek(readingOf(source))?.value).toBe('second');
  });

  it('CACHE-2 a copy from before a change is not used after it, by a node that comes new either', async () => {
    const source = createSource();
    const copies = memoryCopies();
    await start(source, { copies }).reads.get(readingOf(source));
    source.value = 'second';
    source.change('event:1');
    const fresh = start(source, { copies });
    expect((await fresh.reads.get(readingOf(source))).value).toBe('second');
  });

  it('CACHE-2 a change that this node hears of late does not undo what was read after it', async () => {
    const source = createSource();
    const copies = memoryCopies();
    const late = createNode(source, { copies });
    await late.watch.look();
    source.change('event:1');
    await start(source, { copies }).reads.get(readingOf(source));
    expect((await late.reads.get(readingOf(source))).value).toBe('first');
    expect(late.watch.version).toBe(1);
    late.watch.start();
    nodes.push(late);
    expect(late.reads.peek(readingOf(source))).toEqual({ value: 'first' });
    expect(source.reads).toBe(1);
  });

  it('CACHE-3 a node that has yet to hear of a change does not read in vain', async () => {
    const source = createSource();
    const shared = { copies: memoryCopies(), mutex: memoryMutex() };
    const late = createNode(source, shared);
    await late.watch.look();
    source.change('event:1');
    await late.reads.get(readingOf(source));
    await start(source, shared).reads.get(readingOf(source));
    expect(source.reads).toBe(1);
  });

  it('CACHE-2 changes that were forgotten before this node saw them count as changes of everything', async () => {
    const source = createSource();
    const { reads, watch } = start(source);
    await reads.get(readingOf(source));
    source.value = 'second';
    source.change('event:1');
    source.change('event:9');
    source.forgetBefore(2);
    await waitFor(() => watch.version === 2);
    expect((await reads.get(readingOf(source))).value).toBe('second');
  });

  it('CACHE-2 what was changed past every command is found out behind an answer', async () => {
    const source = createSource();
    const { reads } = start(source, { maxAgeMs: 1 });
    await reads.get(readingOf(source));
    source.value = 'second';
    await waitFor(() => reads.peek(readingOf(source))?.value === 'second');
  });

  it('CACHE-5 while the source is away the last read is told as old, and at once', async () => {
    const source = createSource();
    const { reads, watch } = start(source);
    const first = await reads.get(readingOf(source));
    expect(first.staleSince).toBeUndefined();
    source.away = true;
    await waitFor(() => watch.away);
    const { value, staleSince } = reads.peek(readingOf(source)) ?? {};
    expect(value).toBe('first');
    expect(staleSince).toBe(watch.checkedAt);
    expect(reads.peek(readingOf(source))).toBe(reads.peek(readingOf(source)));
    source.away = false;
    await waitFor(() => reads.peek(readingOf(source))?.staleSince === undefined);
    expect(reads.peek(readingOf(source))?.value).toBe('first');
    expect(source.reads).toBe(1);
  });

  it('CACHE-5 what changed and cannot be read is told as it was, since then', async () => {
    const source = createSource();
    const { reads } = start(source);
    const reading = readingOf(source);
    await reads.get(reading);
    source.change('event:1');
    await waitFor(() => reads.peek(reading) === undefined);
    const failing = { ...reading, read: () => Promise.reject(new Error('no connection')) };
    const { value, staleSince } = await reads.get(failing);
    expect(value).toBe('first');
    expect(staleSince).toBeGreaterThan(0);
    source.value = 'second';
    expect(await reads.get(reading)).toEqual({ value: 'second' });
  });

  it('CACHE-5 a node that never read uses another’s copy, and without one is UNAVAILABLE', async () => {
    const source = createSource();
    const copies = memoryCopies();
    await start(source, { copies }).reads.get(readingOf(source));
    const fresh = start(source, { copies });
    await fresh.watch.look();
    source.away = true;
    await waitFor(() => fresh.watch.away);
    const { value, staleSince } = await fresh.reads.get(readingOf(source));
    expect([value, typeof staleSince]).toEqual(['first', 'number']);
    await expect(fresh.reads.get(readingOf(source, 'elsewhere'))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      details: { retryAfterMs: 1_000 },
    });
  });

  it('CACHE-5 what is not there any more is refused, and not told as it was', async () => {
    const source = createSource();
    const { reads } = start(source);
    await reads.get(readingOf(source));
    source.change('event:1');
    await waitFor(() => reads.peek(readingOf(source)) === undefined);
    const gone = { ...readingOf(source), read: () => Promise.reject(notFound('event')) };
    await expect(reads.get(gone)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(reads.get(gone)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('CACHE-2 a database that was set back to an earlier state is read again', async () => {
    const source = createSource();
    source.change('event:1');
    source.change('event:1');
    const { reads, watch } = start(source);
    await reads.get(readingOf(source));
    source.value = 'restored';
    source.setBack();
    await waitFor(() => watch.version === 0);
    expect((await reads.get(readingOf(source))).value).toBe('restored');
  });

  it('CACHE-8 what was not used for longest goes when there is no more room', () => {
    const lru = createByteLru<string>(5_000);
    for (const key of ['a', 'b', 'c']) lru.set(key, key, 1_000);
    lru.get('a');
    lru.set('d', 'd', 1_000);
    expect(['a', 'b', 'c', 'd'].map((key) => lru.get(key))).toEqual(['a', undefined, 'c', 'd']);
    // What is new is let in, though everything else is in use.
    lru.set('e', 'e', 1_000);
    expect(lru.get('e')).toBe('e');
    expect(['a', 'c', 'd'].filter((key) => lru.get(key) !== undefined)).toEqual(['a', 'd']);
    lru.set('huge', 'huge', 10_000);
    expect(lru.get('huge')).toBeUndefined();
    expect(lru.bytes).toBeLessThanOrEqual(5_000);
    lru.set('a', 'again', 10);
    lru.delete('c');
    lru.delete('d');
    lru.delete('e');
    expect([lru.get('a'), lru.bytes]).toEqual(['again', 510]);
  });
});
