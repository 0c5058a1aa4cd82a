import { buildSite } from '../../scripts/build-site.mjs';

/** Before the first file of a project that opens the site: side by side, they would build it at once. */
export default buildSite;
