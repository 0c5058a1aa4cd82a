/**
 * Imported into a node's process: measures its event loop and its CPU between two SIGUSR2, and
 * prints one JSON line at the second.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 10 });
let began: { cpu: NodeJS.CpuUsage; at: number } | undefined;

process.on('SIGUSR2', () => {
  if (!began) {
    began = { cpu: process.cpuUsage(), at: performance.now() };
    delay.reset();
    delay.enable();
    return;
  }
  delay.disable();
  const { user, system } = process.cpuUsage(began.cpu);
  const ms = (nanoseconds: number): number => Math.round(nanoseconds / 1e5) / 10;
  const figures = {
    seconds: Math.round(performance.now() - began.at) / 1000,
    cpu_seconds: (user + system) / 1e6,
    loop_delay_ms_p50: ms(delay.percentile(50)),
    loop_delay_ms_p99: ms(delay.percentile(99)),
    loop_delay_ms_max: ms(delay.max),
  };
  began = undefined;
  console.log(`event loop: ${JSON.stringify(figures)}`);
});
