/** A program the tests use, the names it goes by, and the Debian packages that bring it. */
export interface Tool {
  name: string;
  binaries: readonly string[];
  packages: readonly string[];
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
];

/** Chromium is a cask there: an application that Homebrew puts outside of PATH. */
const HOMEBREW: Readonly<Record<string, string>> = {
  'redis-server': 'redis',
  'mariadb-server': 'mariadb',
  nginx: 'nginx',
  chromium: '--cask chromium',
};

/** Decides what to do about missing tools; does nothing itself. */
export function planInstall({ platform, isRoot, hasApt, missing }: Machine): InstallPlan {
  if (missing.length === 0) return { action: 'none' };
  const packages = [...new Set(missing.flatMap((tool) => tool.packages))];
  if (platform === 'darwin') {
    const formulas = packages.flatMap((name) => HOMEBREW[name] ?? []);
    return { action: 'tell', command: formulas.map((name) => `brew install ${name}`).join(' && ') };
  }
  if (hasApt && isRoot) return { action: 'apt', packages };
  if (hasApt) {
    const install = `sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    return { action: 'tell', command: `sudo apt-get update && ${install}` };
  }
  const names = missing.map((tool) => tool.name).join(', ');
  const wanted = [...new Set(missing.map((tool) => tool.binaries[0] ?? tool.name))].join(', ');
  return {
    action: 'tell',
    command: `(your package manager) install ${names}, so that PATH has ${wanted}`,
  };
}
