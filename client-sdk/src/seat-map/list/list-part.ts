/** What is loaded for the list: a file of its own in the package. */
export { createListView } from './list-view.ts';
export { listStyles } from '../parts/styles-list.ts';
