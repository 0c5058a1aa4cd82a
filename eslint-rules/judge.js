/** The import rules themselves, free of ESLint: a place, a target, a verdict. */
import { FEATURES, OWNED_MODELS, READERS } from './floors.js';
import { depthOf, isRepository, placeOf } from './places.js';

/**
 * @typedef {import('./places.js').Place} Place
 * @typedef {object} Target what an import leads to: a file of this repository, or something else
 * @property {string} specifier as written
 * @property {string} [path] of a file in this repository
 * @property {boolean} [byName] the file was reached through its package's name
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
const UPWARD_IN_FEATURE = {
  edge: ['store'],
  service: ['edge'],
  store: ['edge', 'service'],
  part: ['edge'],
  index: [],
};

/** @type {Readonly<Record<string, readonly string[]>>} */
const AREAS_SEEN_FROM = {
  protocol: ['protocol'],
  sdk: ['sdk', 'protocol'],
  db: ['db', 'protocol'],
  web: ['web', 'sdk', 'protocol'],
  server: ['server', 'db', 'protocol'],
};

/**
 * Why a file may not import a target, or undefined when it may.
 * @param {Place} from
 * @param {Target} target
 * @returns {string | undefined}
 */
export function judgeImport(from, target) {
  if (from.area === 'free') return undefined;
  if (target.path === undefined) return judgeOutside(from, target.specifier);
  const to = placeOf(target.path);
  if (to.area === 'free') return `${from.area} code may not import tests, scripts or configuration`;
  if (!AREAS_SEEN_FROM[from.area]?.includes(to.area)) {
    return `${describe(from)} may not import ${describe(to)}`;
  }
  if (packageOf(from) !== packageOf(to) && !target.byName) {
    return 'another workspace is imported by its package name, not by a path';
  }
  return from.area === 'server' && to.area === 'server' ? judgeServer(from, to) : undefined;
}

/**
 * Why a file may not use a model, or undefined when it may.
 * @param {Place} from
 * @param {string} [model] its name in `database.models`; undefined for "some model"
 * @returns {string | undefined}
 */
export function judgeModel(from, model) {
  if (from.area !== 'server') return undefined;
  if (!isRepository(from.path)) {
    return 'only a repository (repository.ts, *-repository.ts) touches tables, models and rows';
  }
  if (isReader(from)) return undefined;
  const owner = Object.keys(OWNED_MODELS).find((name) => OWNED_MODELS[name]?.includes(model ?? ''));
  if (owner === undefined || owner === from.feature) return undefined;
  return `${model} belongs to ${owner}: use that feature's service`;
}

/**
 * Whether a file belongs to a feature that reads every model and writes none.
 * @param {Place} from
 */
export function isReader(from) {
  return READERS.includes(from.feature ?? '');
}

/**
 * @param {Place} from
 * @param {string} specifier
 */
function judgeOutside(from, specifier) {
  if (from.area === 'protocol') return `the protocol imports nothing, so not "${specifier}"`;
  if (specifier.startsWith('node:') && (from.area === 'sdk' || from.area === 'web')) {
    return `${describe(from)} runs in browsers, which have no "${specifier}"`;
  }
  if (specifier.startsWith('@ticket-flow/')) return `"${specifier}" is not for other workspaces`;
  return undefined;
}

/**
 * @param {Place} from
 * @param {Place} to
 */
function judgeServer(from, to) {
  // A folder without a floor is reported once, at the file itself.
  if (from.floor === undefined || to.floor === undefined) return undefined;
  if (/(^|\/)cli\.ts$/.test(to.path)) return 'a command line is started, not imported';
  if (
    to.floor === 'config' &&
    depthOf(from.floor) > depthOf('compose') &&
    from.floor !== 'config'
  ) {
    return 'only main, server and compose read config: take the option from compose';
  }
  if (depthOf(to.floor) < depthOf(from.floor)) {
    return `${describe(from)} stands below ${describe(to)}: imports run down, never up`;
  }
  if (from.feature === undefined || to.feature === undefined) return undefined;
  return from.feature === to.feature ? judgeInside(from, to) : judgeAcross(from, to);
}

/**
 * @param {Place} from
 * @param {Place} to
 */
function judgeInside(from, to) {
  if (!UPWARD_IN_FEATURE[from.layer ?? 'part']?.includes(to.layer ?? 'part')) return undefined;
  return `in a feature imports run edge → service → store: ${from.layer} may not import ${to.layer}`;
}

/**
 * @param {Place} from
 * @param {Place} to
 */
function judgeAcross(from, to) {
  if (!FEATURES[from.feature ?? '']?.includes(to.feature ?? '')) {
    return (
      `${from.feature} may not use ${to.feature}: let compose hand it in as a port, ` +
      'or add the edge in eslint-rules/floors.js'
    );
  }
  if (to.path === `server/src/${to.feature}/index.ts`) return undefined;
  return `import ${to.feature} through its index.ts, which exports its service`;
}

/** @param {Place} place */
function packageOf(place) {
  return place.area === 'protocol' ? 'sdk' : place.area;
}

/** @param {Place} place */
function describe(place) {
  if (place.area !== 'server') return place.area === 'sdk' ? 'the SDK' : place.area;
  return place.feature ?? place.floor ?? place.path;
}
