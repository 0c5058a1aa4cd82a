import { describe, expect, test } from 'vitest';

import { planInstall, TOOLS, type Machine } from '../../support/provision.ts';

const debianRoot: Machine = { platform: 'linux', isRoot: true, hasApt: true, missing: [] };

function tools(...names: string[]) {
  return TOOLS.filter((tool) => names.includes(tool.name));
}

describe('provisioning', () => {
  test('does nothing when nothing is missing', () => {
    expect(planInstall(debianRoot)).toEqual({ action: 'none' });
    expect(planInstall({ ...debianRoot, platform: 'darwin' })).toEqual({ action: 'none' });
  });

  test('installs what is missing, and only that, as root where apt-get is', () => {
    const missing = tools('Redis', 'Chromium');
    expect(planInstall({ ...debianRoot, missing })).toEqual({
      action: 'apt',
      packages: ['redis-server', 'chromium', 'fonts-noto-cjk'],
    });
  });

  test('names a package once, however many of its programs are missing', () => {
    const missing = tools('MariaDB', "MariaDB's installer");
    expect(missing).toHaveLength(2);
    expect(planInstall({ ...debianRoot, missing })).toEqual({
      action: 'apt',
      packages: ['mariadb-server'],
    });
  });

  test('touches nothing without root, and gives the command', () => {
    const plan = planInstall({ ...debianRoot, isRoot: false, missing: tools('Nginx') });
    expect(plan).toEqual({
      action: 'tell',
      command: 'sudo apt-get update && sudo apt-get install -y --no-install-recommends nginx',
    });
  });

  test('speaks Homebrew on a Mac', () => {
    const plan = planInstall({
      platform: 'darwin',
      isRoot: false,
      hasApt: false,
      missing: tools('Redis', 'MariaDB', 'Chromium'),
    });
    expect(plan).toEqual({
      action: 'tell',
      command: 'brew install redis && brew install mariadb && brew install --cask chromium',
    });
  });

  test('says elsewhere which programs it looks for', () => {
    const plan = planInstall({ ...debianRoot, hasApt: false, missing: tools('Redis', 'Nginx') });
    expect(plan).toMatchObject({ action: 'tell' });
    expect(JSON.stringify(plan)).toMatch(/redis-server, nginx/);
  });
});
