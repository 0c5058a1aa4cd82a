/** Buyers pass it before they begin anything; while it is closed they wait. */
export interface Gate {
  readonly closed: boolean;
  passed(): Promise<void>;
  close(): void;
  open(): void;
}

export function createGate(): Gate {
  let opened: Promise<void> | undefined;
  let letThrough = (): void => undefined;
  return {
    get closed() {
      return opened !== undefined;
    },
    passed: () => opened ?? Promise.resolve(),
    close: () => {
      opened ??= new Promise((resolve) => {
        letThrough = resolve;
      });
    },
    open: () => {
      opened = undefined;
      letThrough();
    },
  };
}
