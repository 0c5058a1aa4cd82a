import { describe, expect, test } from 'vitest';

import { findTool, planInstall, PYTHON, TOOLS, type Machine } from '../../support/provision.ts';

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

  test('brings the packages of Python as it brings programs', () => {
    const missing = [PYTHON];
    expect(planInstall({ ...debianRoot, missing })).toEqual({
      action: 'apt',
      packages: ['python3-socketio', 'python3-requests', 'python3-websocket'],
    });
    expect(planInstall({ ...debianRoot, platform: 'darwin', missing })).toMatchObject({
      command: expect.stringMatching(/^python3 -m pip install/) as string,
    });
    expect(planInstall({ ...debianRoot, hasApt: false, missing })).toMatchObject({
      command: expect.stringMatching(
        /Socket\.IO for Python, so that PATH has python3\)?$/,
      ) as string,
    });
  });
});

describe('finding a tool', () => {
  const node = process.execPath;
  const tool = { name: 'Node', packages: ['nodejs'] };

  test('looks on PATH for names, and nowhere for full paths', () => {
    expect(findTool({ ...tool, binaries: ['no-such-program', 'sh'] })).toMatch(/^\/.*\/sh$/);
    expect(findTool({ ...tool, binaries: ['no-such-program'] })).toBeUndefined();
    expect(findTool({ ...tool, binaries: [node] })).toBe(node);
    expect(findTool({ ...tool, binaries: ['/nowhere/node', node] })).toBe(node);
  });

  test('takes the first that passes the check', () => {
    const works = ['-e', 'process.exit(0)'];
    const fails = ['-e', 'process.exit(1)'];
    expect(findTool({ ...tool, binaries: ['/nowhere/node', 'sh', node], check: works })).toBe(node);
    expect(findTool({ ...tool, binaries: [node], check: fails })).toBeUndefined();
  });
});
