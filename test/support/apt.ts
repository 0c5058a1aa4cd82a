import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

/** Debian's packages ask this script whether they may start their service; 101 means no. */
const POLICY_FILE = '/usr/sbin/policy-rc.d';
const POLICY = '#!/bin/sh\nexit 101\n';

/** Installs Debian packages without letting them start servers on their default ports. */
export function aptInstall(packages: readonly string[]): void {
  console.log(`Installing with apt-get: ${packages.join(' ')}`);
  const ours = !existsSync(POLICY_FILE);
  // Ctrl-C ends apt-get; this process must outlive it, or the policy would stay behind.
  const ignore = () => undefined;
  process.on('SIGINT', ignore).on('SIGTERM', ignore);
  if (ours) writeFileSync(POLICY_FILE, POLICY, { mode: 0o755 });
  try {
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', ...packages);
  } finally {
    if (ours) rmSync(POLICY_FILE, { force: true });
    process.off('SIGINT', ignore).off('SIGTERM', ignore);
  }
}

function aptGet(...args: string[]): void {
  const { status, error } = spawnSync(
    'apt-get',
    ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args],
    {
      // apt's own chatter goes to stderr, where it cannot be taken for test output.
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    },
  );
  if (status !== 0) {
    throw new Error(`apt-get ${args.join(' ')} failed with ${status ?? String(error)}`);
  }
}
