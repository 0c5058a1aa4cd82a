import { Redis } from 'ioredis';
import type { Command } from 'ioredis';

/** A connection that goes nowhere and keeps what would have been written to it. */
export class Recorder extends Redis {
  readonly written: Buffer[] = [];

  constructor() {
    super({ lazyConnect: true });
  }

  override sendCommand(command: Command): Promise<unknown> {
    // It has no stream, and needs none to be put into words.
    this.written.push(Buffer.from(command.toWritable(this as never)));
    command.resolve(['LOST'] as never);
    return command.promise;
  }
}
