import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';

import { findBinary } from './find-binary.ts';

/** A program the tests use, the names it goes by, and the Debian packages that bring it. */
export interface Tool {
  name: string;
  /** Looked for on PATH, unless it is a full path. */
  binaries: readonly string[];
  packages: readonly string[];
  /** Arguments it must end well with, when being there is not enough. */
  check?: readonly string[];
}

export interface Machine {
  platform: NodeJS.Platform;
  isRoot: boolean;
  hasApt: boolean;
  missing: readonly Tool[];
}

export type InstallPlan =
  { action: 'none' } | { action: 'apt'; packages: string[] } | { action: 'tell'; command: string };

/** The names Chromium goes by, in the order they are looked for. */
export const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome'] as const;

/** Debian's own Python first: another one on PATH does not see Debian's packages. */
export const PYTHON: Tool = {
  name: 'Socket.IO for Python',
  binaries: ['/usr/bin/python3', 'python3'],
  packages: ['python3-socketio', 'python3-requests', 'python3-websocket'],
  check: ['-c', 'import requests, socketio, websocket'],
};

export const TOOLS: readonly Tool[] = [
  { name: 'Redis', binaries: ['redis-server'], packages: ['redis-server'] },
  { name: 'MariaDB', binaries: ['mariadbd'], packages: ['mariadb-server'] },
  { name: "MariaDB's installer", binaries: ['mariadb-install-db'], packages: ['mariadb-server'] },
  { name: 'Nginx', binaries: ['nginx'], packages: ['nginx'] },
  {
    name: 'Chromium',
    binaries: CHROMIUM_NAMES,
    // Without a CJK font the Korean pages would be drawn, and looked at, as empty boxes.
    packages: ['chromium', 'fonts-noto-cjk'],
  },
  { name: 'OpenSSL', binaries: ['openssl'], packages: ['openssl'] },
  PYTHON,
];

const CHECK_TIMEOUT_MS = 20_000;

/** The full path of the first of the tool's binaries that is installed and passes its check. */
export function findTool({ binaries, check }: Tool): string | undefined {
  const files = binaries.flatMap((name) => fileOf(name) ?? []);
  return files.find((file) => !check || endsWell(file, check));
}

function fileOf(name: string): string | undefined {
  if (!isAbsolute(name)) return findBinary([name]);
  return existsSync(name) ? name : undefined;
}

function endsWell(file: string, args: readonly string[]): boolean {
  return spawnSync(file, args, { stdio: 'ignore', timeout: CHECK_TIMEOUT_MS }).status === 0;
}

/** Chromium is a cask there: an application that Homebrew puts outside of PATH. */
const ON_A_MAC: Readonly<Record<string, string>> = {
  'redis-server': 'brew install redis',
  'mariadb-server': 'brew install mariadb',
  nginx: 'brew install nginx',
  chromium: 'brew install --cask chromium',
  openssl: 'brew install openssl',
  'python3-socketio': "python3 -m pip install 'python-socketio[client]<6'",
};

/** Decides what to do about missing tools; does nothing itself. */
export function planInstall({ platform, isRoot, hasApt, missing }: Machine): InstallPlan {
  if (missing.length === 0) return { action: 'none' };
  const packages = [...new Set(missing.flatMap((tool) => tool.packages))];
  if (platform === 'darwin') {
    const commands = packages.flatMap((name) => ON_A_MAC[name] ?? []);
    return { action: 'tell', command: commands.join(' && ') };
  }
  if (hasApt && isRoot) return { action: 'apt', packages };
  if (hasApt) {
    const install = `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    return { action: 'tell', command: `sudo apt-get update && ${install}` };
  }
  const names = missing.map((tool) => tool.name).join(', ');
  const wanted = [...new Set(missing.map(programOf))].join(', ');
  return {
    action: 'tell',
    command: `(your package manager) install ${names}, so that PATH has ${wanted}`,
  };
}

function programOf({ name, binaries: [binary = name] }: Tool): string {
  return basename(binary);
}
