/** Defined by the bundler, from package.json. */
declare const PACKAGE_VERSION: string | undefined;

export const version = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : 'unbundled';
