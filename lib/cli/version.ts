/** Set by the bundler, from package.json. */
declare const PACKAGE_VERSION: string | undefined;

export const PROGRAM = 'cdk8s-extension-api-server';
/** As it is called where the package is installed. */
export const COMMAND = `npx ${PROGRAM}`;
export const version = typeof PACKAGE_VERSION === 'string' ? PACKAGE_VERSION : 'unbundled';
