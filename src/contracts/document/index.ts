/** Long texts: Markdown read as data, and cut into pages. Platforms draw it; nothing here knows how. */
export { assetsOf, withPictures } from './assets.js';
export { documentOf } from './document.js';
export { flowOf } from './flow.js';
export { assetPath, safeLink } from './links.js';
export type * from './model.js';
export { pagesOf, type Measure, type PagesOptions } from './pages.js';
export type * from './parts.js';
export type { DocumentOptions } from './reading.js';
export { sameLook } from './runs.js';
export { columns } from './width.js';
