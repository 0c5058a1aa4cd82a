import type { Bench } from '../harness/bench.ts';
import type { Figure } from '../harness/figure.ts';
import type { Machine } from '../harness/machine.ts';
import { describeBar, readable } from '../harness/words.ts';

/** Where the pictures lie, from the page. */
export const CHART_FOLDER = 'benchmarks';

/** The results page, in Markdown. */
export function writePage(
  benches: readonly Pick<Bench, 'name' | 'title' | 'about'>[],
  machine: Machine,
  figures: readonly Figure[],
): string {
  const sections = benches.flatMap((bench) => {
    const own = figures.filter((figure) => figure.bench === bench.name);
    return own.length === 0 ? [] : [writeSection(bench, own)];
  });
  return [INTRODUCTION, writeMachine(machine), writeBars(figures), ...sections, NOT_MEASURED].join(
    '\n\n',
  );
}

const INTRODUCTION = `# Benchmarks

What Ticket-Flow does next to what people do instead, and next to what can be had at all. This page
and its pictures are written by \`npm run bench\` (about a quarter of an hour; \`npm run bench -- NAME\`
runs one of them and leaves this page alone).

Every figure is a **ratio within one run on one machine**: ours divided by the reference. The ways of
a comparison take turns, at least five rounds after a warm-up, each round in the other direction. A
ratio is the median of what each round gives; the spread is its lowest and its highest round. The
figures in units are medians too; they belong to the machine below and to no other. For costs (µs,
bytes, ms) less than 1 is better, for rates (holds/s) more.`;

const NOT_MEASURED = `## Not measured here

- A network: everything talks over loopback. On a real one latency adds to all ways alike, and
  strategies with more round trips lose more than these figures show.
- TLS, other hardware, more cores: server, load, Redis and database share this machine's cores.
- Redis Cluster and MySQL 8: the same code, other servers.
- The seat map in the browser has a bench of its own (\`npm run bench:renderer\`), and so has the long
  run (\`npm run bench:soak\`, 20 minutes of crowd).
`;

function writeMachine(machine: Machine): string {
  const { cpu, cores, memory_gb, system, node, redis, mariadb, measured_at, load_before } = machine;
  return [
    '## Machine',
    '',
    `${cpu}, ${cores} cores, ${memory_gb} GB, ${system}; Node ${node}, Redis ${redis}, MariaDB ` +
      `${mariadb}; ${measured_at.slice(0, 10)}, load when it began: ${load_before}.`,
  ].join('\n');
}

function writeBars(figures: readonly Figure[]): string {
  const rows = figures.flatMap(({ bar, holds, ...figure }) =>
    bar
      ? [
          [
            holds ? 'yes' : '**no**',
            `${figure.bench}: ${figure.case}`,
            figure.reference_name,
            describeBar(bar, figure.unit),
            bar.of === 'ratio'
              ? `${readable(figure.ratio)}× (${spread(figure)})`
              : `${readable(figure.ours)} ${figure.unit}`,
          ],
        ]
      : [],
  );
  return `## What we want of it\n\n${table(['Held', 'Figure', 'Next to', 'Wanted', 'Measured'], rows)}`;
}

function writeSection(
  { name, title, about }: Pick<Bench, 'name' | 'title' | 'about'>,
  figures: readonly Figure[],
): string {
  const rows = figures.map((figure) => [
    figure.case,
    `${readable(figure.ours)} ${figure.unit}`,
    figure.reference_name,
    `${readable(figure.reference)} ${figure.unit}`,
    `${readable(figure.ratio)}×`,
    spread(figure),
  ]);
  return [
    `## ${title}`,
    about.trim(),
    `![${title}: ours ÷ reference](${CHART_FOLDER}/${name}.svg)`,
    table(['Case', 'Ours', 'Reference', 'Its figure', 'Ratio', 'Spread'], rows),
  ].join('\n\n');
}

function spread({ min, max }: Pick<Figure, 'min' | 'max'>): string {
  return `${readable(min)}–${readable(max)}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
