import { expect, test } from 'vitest';
import { describeSlowest, type TimedModule } from '../../support/slowest-files.ts';

function took(name: string, collectDuration: number, duration: number): TimedModule {
  return { relativeModuleId: name, diagnostic: () => ({ collectDuration, duration }) };
}

test('the ten slowest files are named, slowest first, and what all took together', () => {
  const quick = Array.from({ length: 10 }, (_, k) => took(`quick-${String(k)}`, 10, 90));
  const lines = describeSlowest([...quick, took('slow', 500, 1_000), took('slower', 0, 12_340)]);
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('The slowest of 12 files, of 15 s in all:');
  expect(lines[1]).toBe('   12.3 s  slower');
  expect(lines[2]).toBe('    1.5 s  slow');
  expect(lines[3]).toBe('    0.1 s  quick-0');
});
