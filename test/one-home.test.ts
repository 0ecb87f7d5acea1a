import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const LIB = join(__dirname, '..', 'lib');

/** A literal that is needed in several places, and the only file in which it may be written. */
const HOMES: readonly (readonly [what: string, written: RegExp, home: string])[] = [
  ['the folder of the state', /^'pki'$/, 'pki/store/state-folder.ts'],
  ['a year as the life of a certificate', /\b365\b/, 'pki/mint.ts'],
  ['a century as the longest life', /\b36[_,]?500\b/, 'pki/clock.ts'],
  ["cert-manager's life of a certificate", /^90$/, 'tls/cert-manager/cert-manager-durations.ts'],
  ["the life of cert-manager's CA", /\b3[_,]?650\b/, 'tls/cert-manager/cert-manager-durations.ts'],
  ['a day', /^24$|\b86[_,]?400/, 'pki/clock.ts'],
  ['the usual algorithm of keys', /^'ECDSA_P256'$/, 'pki/algorithm.ts'],
  ['the port for HTTPS', /\b443\b/, 'kubernetes/ports.ts'],
  ["the kubelet's port", /\b10250\b/, 'kubernetes/ports.ts'],
  ["etcd's port", /\b2379\b/, 'storage/storage-strategy.ts'],
  ['the name of the program', /^'cdk8s-extension-api-server'$|cdk8s-extension-api-server pki/, 'command.ts'],
  ['how the program is run', /\bnpx\b/, 'command.ts'],
];

/** Places where the same letters mean something else. */
const OTHER_MEANINGS: readonly (readonly [file: string, literal: string])[] = [
  ['cli/pki/pki.ts', "'pki'"], // the group of commands
  ['cli/program.ts', "'pki'"],
  ['objects/endpoint-slice.ts', "'cdk8s-extension-api-server'"], // the manager of the object
  ['signatures/public-api.ts', "'ECDSA_P256'"], // written from the public API
  ['tls/key-algorithm.ts', "'ECDSA_P256'"], // the enum that users see
];

/** Numbers, strings and texts of templates; no comments, types and imports. */
function literalsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(LIB, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      return;
    }
    if (ts.isNumericLiteral(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      found.push(node.getText());
    }
    if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) {
      found.push(node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const literals = readdirSync(LIB, { recursive: true })
  .map(String)
  .filter(name => name.endsWith('.ts'))
  .map(name => relative(LIB, join(LIB, name)).replaceAll('\\', '/'))
  .flatMap(file => literalsOf(file).map(literal => [file, literal] as const))
  .filter(([file, literal]) => !OTHER_MEANINGS.some(([where, what]) => where === file && what === literal));

test.each(HOMES)('%s is written in one file', (_what, written, home) => {
  const files = literals.filter(([, literal]) => written.test(literal)).map(([file]) => file);
  expect([...new Set(files)]).toEqual([home]);
});
