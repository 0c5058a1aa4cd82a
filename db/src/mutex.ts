/** Runs one piece of work at a time, in the order they came. */
export function createMutex(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return function inTurn(work) {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
