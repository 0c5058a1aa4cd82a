/** Longest a thread may take from one call of a port to the next, in milliseconds. */
const PATIENCE_MS = 20_000;

interface Call {
  readonly name: string;
  /** Lets the call run; resolves when it has, whatever came of it. */
  go(): Promise<void>;
}

/**
 * One call of a real service, stopped before each call of a port that changes something, until it
 * is let pass. Abandoned, it never goes on: what a crash at that point leaves behind.
 */
export class Thread {
  readonly #waiting: Call[] = [];
  #outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
  #isAbandoned = false;
  #wake: () => void = () => undefined;

  /** Starts the service and waits for its first call, or its end. */
  async start(service: () => Promise<unknown>): Promise<void> {
    service().then(
      (value) => {
        this.#outcome = { value };
        this.#wake();
      },
      (error: unknown) => {
        this.#outcome = { error };
        this.#wake();
      },
    );
    await this.#untilQuiet();
  }

  /** What a port does with a call that changes something. */
  call<T>(name: string, run: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const go = async (): Promise<void> => {
        try {
          const value = await run();
          if (!this.#isAbandoned) resolve(value);
        } catch (error) {
          const reason = error instanceof Error ? error : new Error(String(error));
          if (!this.#isAbandoned) reject(reason);
        }
      };
      if (this.#isAbandoned) return;
      this.#waiting.push({ name, go });
      this.#wake();
    });
  }

  /** Lets the next call run, which must be this one, and waits for the one after it. */
  async pass(...names: readonly [string, ...string[]]): Promise<void> {
    await this.#take(...names).go();
    await this.#untilQuiet();
  }

  /** Lets calls run that the model does not know, up to this one, which waits. */
  async passUntil(name: string): Promise<void> {
    while (this.#waiting[0] && this.#waiting[0].name !== name) {
      await this.pass(this.#waiting[0].name);
    }
  }

  /** Lets the next call run, and is abandoned before it hears the answer. */
  async passLast(name: string): Promise<void> {
    this.abandon();
    await this.#take(name).go();
  }

  get hasEnded(): boolean {
    return this.#outcome !== undefined;
  }

  /** What the service answered; throws when it threw. */
  result(): unknown {
    if (!this.#outcome) throw new Error('the service has not ended');
    if ('error' in this.#outcome) {
      const { error } = this.#outcome;
      throw new Error(`the product refuses: ${String(error)}`, { cause: error });
    }
    return this.#outcome.value;
  }

  abandon(): void {
    this.#isAbandoned = true;
  }

  #take(...names: readonly string[]): Call {
    const call = this.#waiting.shift();
    if (call && names.includes(call.name)) return call;
    const place = call?.name ?? this.#end();
    throw new Error(`wanted ${names.join(' or ')}, the thread is at ${place}`);
  }

  #end(): string {
    if (!this.#outcome) return 'no call';
    return 'error' in this.#outcome ? `its end: ${String(this.#outcome.error)}` : 'its end';
  }

  async #untilQuiet(): Promise<void> {
    if (this.#waiting.length > 0 || this.#outcome) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.#wake = resolve;
      timer = setTimeout(() => {
        reject(new Error('the thread neither calls a port nor ends'));
      }, PATIENCE_MS);
    }).finally(() => {
      clearTimeout(timer);
    });
  }
}
