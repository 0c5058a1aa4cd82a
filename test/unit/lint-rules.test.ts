import { fileURLToPath } from 'node:url';

import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

import { FEATURES, findCircle, OWNED_MODELS } from '../../eslint-rules/floors.js';
import { readModels } from '../../eslint-rules/models.js';

/** Without types a snippet needs no file on disk. */
const untyped = {
  ...tseslint.configs.disableTypeChecked,
  files: ['**/*.ts', '**/*.tsx'],
} as Linter.Config;

/** The project's own configuration. */
const eslint = new ESLint({
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  overrideConfig: [untyped],
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

type Snippet = [file: string, code: string, complaint: RegExp];

const FORBIDDEN: Snippet[] = [
  // the floors of the server
  ['server/src/seats/rules.ts', "import '../orders/index.ts';", /seats stands below orders/],
  ['server/src/platform/http.ts', "import '../seats/index.ts';", /platform stands below seats/],
  ['server/src/orders/service.ts', "import '../compose.ts';", /orders stands below compose/],
  ['server/src/compose.ts', "import './server.ts';", /compose stands below server/],
  ['server/src/compose-orders.ts', "import './main.ts';", /compose stands below main/],
  ['server/src/server.ts', "import './charts/import/cli.ts';", /a command line is started/],
  ['server/src/seats/service.ts', "import '../config.ts';", /only main, server and compose/],
  ['server/src/config.ts', "import './seats/index.ts';", /config stands below seats/],
  ['server/src/mystery/a.ts', 'export const a = 1;', /stands on no floor/],
  ['server/src/mystery.ts', 'export const a = 1;', /stands on no floor/],
  ['server/src/orders/service.ts', "import '../audit/index.ts';", /orders stands below audit/],
  ['server/src/audit/audit.ts', "import '../compose.ts';", /audit stands below compose/],
  // between features
  ['server/src/seats/service.ts', "import '../catalog/index.ts';", /seats may not use catalog/],
  ['server/src/charts/lint.ts', "export * from '../seats/index.ts';", /charts may not use seats/],
  ['server/src/orders/service.ts', "import '../seats/seat-store.ts';", /through its index\.ts/],
  ['server/src/live-map/feed.ts', "await import('../seats/rules.ts');", /through its index\.ts/],
  // inside a feature
  ['server/src/seats/routes.ts', "import './seat-store.ts';", /edge may not import store/],
  ['server/src/seats/seats-socket.ts', "import './redis/keys.ts';", /edge may not import store/],
  ['server/src/seats/seat-service.ts', "import './routes.ts';", /service may not import edge/],
  ['server/src/seats/redis/store.ts', "import '../service.ts';", /store may not import service/],
  ['server/src/seats/rules.ts', "type A = import('./routes.ts').A;", /part may not import edge/],
  // models
  ['server/src/orders/routes.ts', "import type { OrderRow } from '@ticket-flow/db';", /repository/],
  ['server/src/orders/service.ts', "import * as d from '@ticket-flow/db';", /only a repository/],
  ['server/src/compose.ts', "import '@ticket-flow/db/models';", /not for other workspaces/],
  ['server/src/orders/service.ts', 'export const a = (db: D) => db.models;', /only a repository/],
  ['server/src/orders/service.ts', 'export const a = ({ models }: D) => 1;', /only a repository/],
  [
    'server/src/orders/routes.ts',
    'export const a = (d: D) => d.sequelize.q();',
    /only a repository/,
  ],
  ['server/src/orders/repository.ts', 'export const a = (d: D) => d.models.users;', /to identity/],
  [
    'server/src/orders/repository.ts',
    "import type { UserRow } from '@ticket-flow/db';",
    /to identity/,
  ],
  ['server/src/seats/claim-repository.ts', 'export const { orders } = db.models;', /to orders/],
  [
    'server/src/audit/audit-repository.ts',
    'export const a = (d: D) => d.models.orders.update();',
    /only reads/,
  ],
  ['server/src/audit/audit.ts', 'export const a = (d: D) => d.models.orders;', /only a repository/],
  // workspaces
  ['client-sdk/src/protocol/codes.ts', "import 'socket.io';", /the protocol imports nothing/],
  ['client-sdk/src/protocol/codes.ts', "import 'node:util';", /the protocol imports nothing/],
  ['client-sdk/src/protocol/codes.ts', "import '../client.ts';", /protocol may not import the SDK/],
  ['client-sdk/src/client.ts', "import '@ticket-flow/db';", /the SDK may not import db/],
  ['client-sdk/src/client.ts', "import '../../server/src/main.ts';", /the SDK may not import main/],
  ['client-sdk/src/client.ts', "import '@ticket-flow/server';", /not for other workspaces/],
  ['client-sdk/src/client.ts', "import { readFileSync } from 'fs';", /runs in browsers/],
  ['db/src/connect.ts', "import '../../server/src/config.ts';", /db may not import config/],
  ['server/src/platform/a.ts', "import '@ticket-flow/client';", /may not import the SDK/],
  ['server/src/platform/a.ts', "import '../../../db/src/index.ts';", /by its package name/],
  ['server/src/platform/a.ts', "import '../../../test/support/wait.ts';", /may not import tests/],
  ['server/web/shop/app.tsx', "import '@ticket-flow/db';", /web may not import db/],
  ['server/web/shop/app.tsx', "import '../../src/seats/index.ts';", /web may not import seats/],
  ['server/web/shop/app.tsx', "import '../../../client-sdk/src/index.ts';", /by its package name/],
  // the environment
  ['server/src/seats/service.ts', 'export const a = process.env.A;', /reads the environment/],
  ['server/src/main.ts', 'export const { env } = process;', /reads the environment/],
  ['db/src/connect.ts', "import { env } from 'node:process';", /reads the environment/],
  // other rules that hold the house together
  ['server/src/main.ts', 'export const a = 1;\n'.repeat(301), /max-lines: File has too many/],
  ['server/src/main.ts', 'export const a = (b: any) => b;', /no-explicit-any/],
];

const ALLOWED: [file: string, code: string][] = [
  ['server/src/main.ts', "import './server.ts';\nimport './config.ts';"],
  ['server/src/server.ts', "import './compose.ts';\nimport './platform/http.ts';"],
  ['server/src/compose.ts', "import './orders/routes.ts';\nimport './seats/redis/store.ts';"],
  ['server/src/charts/import/cli.ts', "import '../../config.ts';\nimport '../../compose.ts';"],
  ['server/src/orders/service.ts', "import '../seats/index.ts';\nimport './order-repository.ts';"],
  ['server/src/orders/order-repository.ts', "import type { OrderRow } from '@ticket-flow/db';"],
  ['server/src/audit/audit-repository.ts', 'export const a = (d: D) => d.models.blocks.findAll();'],
  ['server/src/audit/audit.ts', "import '../orders/index.ts';\nimport '../seats/index.ts';"],
  ['server/src/orders/repository.ts', 'export const a = (d: D) => d.models.orders.findAll();'],
  ['server/src/orders/service.ts', "import type { Database } from '@ticket-flow/db';"],
  ['server/src/seats/routes.ts', "import './service.ts';\nimport '../platform/http.ts';"],
  ['server/src/live-map/map-socket.ts', "import 'socket.io';\nimport '../seats/index.ts';"],
  ['server/src/platform/a.ts', "import '@ticket-flow/client/protocol';\nimport 'node:fs';"],
  ['server/src/config.ts', 'export const a = process.env;'],
  ['client-sdk/src/client.ts', "import './protocol/index.ts';\nimport 'socket.io-client';"],
  ['client-sdk/src/protocol/index.ts', "export * from './codes.ts';"],
  ['db/src/chart.ts', "import '@ticket-flow/client/protocol';\nimport 'sequelize';"],
  ['server/web/shop/app.tsx', "import '@ticket-flow/client';\nimport 'react';"],
  ['server/web/vite.config.ts', "import 'node:path';"],
  ['test/integration/a.test.ts', "import '../../server/src/orders/order-repository.ts';"],
  ['server/src/main.ts', 'export const a = 1;\n'.repeat(300)],
];

describe('lint rules', { timeout: 60_000 }, () => {
  test.each(FORBIDDEN)('%s is refused: %s', async (file, code, complaint) => {
    expect((await complaints(file, code)).join('\n')).toMatch(complaint);
  });

  test.each(ALLOWED)('%s is fine: %s', async (file, code) => {
    expect((await complaints(file, code)).filter((line) => !line.includes('unused'))).toEqual([]);
  });
});

describe('the table of features', () => {
  test('has no circle', () => {
    expect(findCircle(FEATURES)).toBeUndefined();
  });

  test('a circle is found and spelled out', () => {
    const table = { a: ['b'], b: ['c'], c: ['b'] };
    expect(findCircle(table)).toEqual(['a', 'b', 'c', 'b']);
  });

  test('names only features that exist', () => {
    const known = Object.keys(FEATURES);
    expect(
      Object.values(FEATURES)
        .flat()
        .filter((name) => !known.includes(name)),
    ).toEqual([]);
  });

  test('no feature but the audit leads to orders, and none to the audit', () => {
    const leadingTo = (name: string): string[] =>
      Object.keys(FEATURES).filter((from) => FEATURES[from]?.includes(name));
    expect(leadingTo('orders')).toEqual(['audit']);
    expect(leadingTo('audit')).toEqual([]);
  });
});

test('every model has one owner, a feature that exists', () => {
  const models = readModels().map(({ name }) => name);
  expect(models.length).toBeGreaterThan(20);
  expect(Object.values(OWNED_MODELS).flat().toSorted()).toEqual(models.toSorted());
  expect(Object.keys(OWNED_MODELS).filter((owner) => !(owner in FEATURES))).toEqual([]);
});
