/** Where in the house a file or an imported module stands. Paths are relative, with slashes. */
import { FEATURES, FLOORS } from './floors.js';

/**
 * @typedef {'protocol' | 'sdk' | 'db' | 'web' | 'server' | 'free'} Area
 * @typedef {'edge' | 'service' | 'store' | 'index' | 'part'} Layer
 * @typedef {object} Place
 * @property {Area} area
 * @property {string} path
 * @property {string} [floor] of a server file; undefined if the table does not know its folder
 * @property {string} [feature] of a file in a feature's folder
 * @property {Layer} [layer] of a file in a feature's folder
 */

const TEST_FILE = /\.test\.tsx?$/;
const TOOL_FILE = /\.config\.[a-z]+$/;

/** @type {readonly (readonly [Layer, RegExp])[]} */
const LAYERS = [
  ['index', /^index\.ts$/],
  ['edge', /(^|\/|-)(routes|socket)\.ts$|(^|\/)(routes|sockets)\//],
  ['store', /(^|\/|-)(repository|store)\.ts$|(^|\/)repositor(y|ies)\/|^(redis|memory)\//],
  ['service', /(^|\/|-)service\.ts$/],
];

/**
 * @param {string} path of a file in this repository
 * @returns {Place}
 */
export function placeOf(path) {
  if (TEST_FILE.test(path) || TOOL_FILE.test(path)) return { area: 'free', path };
  if (path.startsWith('client-sdk/src/protocol/')) return { area: 'protocol', path };
  if (path.startsWith('client-sdk/')) return { area: 'sdk', path };
  if (path.startsWith('db/')) return { area: 'db', path };
  if (path.startsWith('server/web/')) return { area: 'web', path };
  if (path.startsWith('server/src/')) return serverPlace(path);
  return { area: 'free', path };
}

/**
 * Whether a file may speak to tables.
 * @param {string} path
 */
export function isRepository(path) {
  return /(^|\/|-)repository\.ts$|\/repositor(y|ies)\//.test(path);
}

/**
 * How high a floor is: 0 is the top.
 * @param {string} floor
 */
export function depthOf(floor) {
  return floor === 'config' ? FLOORS.indexOf('platform') : FLOORS.indexOf(floor);
}

/**
 * @param {string} path
 * @returns {Place}
 */
function serverPlace(path) {
  const inside = path.slice('server/src/'.length);
  const folder = inside.includes('/') ? inside.slice(0, inside.indexOf('/')) : undefined;
  // A command line in a feature's folder wires its own dependencies, as main does.
  if (/(^|\/)cli\.ts$/.test(inside)) return { area: 'server', path, floor: 'main' };
  if (folder !== undefined && Object.hasOwn(FEATURES, folder)) {
    return {
      area: 'server',
      path,
      floor: FLOORS.includes(folder) ? folder : 'features',
      feature: folder,
      layer: layerOf(inside.slice(folder.length + 1)),
    };
  }
  const name = folder ?? inside.replace(/(-[\w-]+)?\.ts$/, '');
  const known = ['main', 'server', 'compose', 'config', 'platform'].includes(name);
  return known ? { area: 'server', path, floor: name } : { area: 'server', path };
}

/**
 * @param {string} inside the path below the feature's folder
 * @returns {Layer}
 */
function layerOf(inside) {
  return LAYERS.find(([, pattern]) => pattern.test(inside))?.[0] ?? 'part';
}
