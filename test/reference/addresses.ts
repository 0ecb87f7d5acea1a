import { loadAssemblyFromPath } from '@jsii/spec';
import type { Arranged } from './arrange';
import { methodsOf } from './declared';
import { kubernetesAddress } from './kubernetes-address';
import { anchors } from './markdown';
import type { AddressOf } from './type-reference';

/** Headings below a page's title: each type, and its methods. */
export const headingsOf = ({ types }: Arranged): string[] =>
  types.flatMap(type => [type.name, ...methodsOf(type).map(method => method.name)]);

/** Anchor of each type and method of a page, by its place among them. */
export const anchorsOf = (arranged: Arranged): string[] =>
  anchors([arranged.page.title, ...headingsOf(arranged)]).slice(1);

const INT_OR_STRING = 'cdk8s-plus-27.k8s.IntOrString';

/** `tls.md#tls` for the library's own types, and a page on the web for those of its dependencies. */
export function addresses(pages: readonly Arranged[]): AddressOf {
  // The Kubernetes API reference has no entry for IntOrString; ours says how to make one.
  const own = new Map([...pages.flatMap(addressesOn), [INT_OR_STRING, 'README.md#types-of-other-packages']]);
  const kubernetes = loadAssemblyFromPath('node_modules/cdk8s-plus-27', false).types ?? {};
  return fqn => {
    const schema = kubernetes[fqn]?.docs?.custom?.schema;
    return own.get(fqn) ?? (schema === undefined ? elsewhere(fqn) : kubernetesAddress(schema));
  };
}

function addressesOn(arranged: Arranged): [fqn: string, address: string][] {
  const at = anchorsOf(arranged);
  let place = 0;
  return arranged.types.map(type => {
    const anchor = at[place];
    place += 1 + methodsOf(type).length;
    return [type.fqn, `${arranged.page.name}.md#${anchor}`];
  });
}

const SITES: Readonly<Record<string, string>> = {
  cdk8s: 'https://cdk8s.io/docs/latest/reference/cdk8s/typescript/',
  constructs: 'https://github.com/aws/constructs/blob/10.x/API.md',
};

function elsewhere(fqn: string): string {
  const site = SITES[fqn.slice(0, fqn.indexOf('.'))];
  if (site === undefined) {
    throw new Error(
      `reference: the package of a type must have documentation to link to, got ${fqn}; ` +
        'add it to test/reference/addresses.ts',
    );
  }
  return `${site}#${fqn}`;
}
