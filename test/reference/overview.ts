import type { Arranged } from './arrange';
import { code, link } from './markdown';
import { type AddressOf, linked } from './type-reference';

/** Names of the library in the other languages, from package.json. */
export interface PackageNames {
  readonly python: string;
  readonly java: string;
  readonly go: string;
  readonly dotnet: string;
}

/** docs/reference/README.md: every page with its types, and how names look in the other languages. */
export function overview(pages: readonly Arranged[], addressOf: AddressOf, packages: PackageNames): string {
  return `# Reference

Every exported type, from the comments in \`lib/\`. \`npm run api:write\` generates these pages.

${pages.map(page => entry(page, addressOf)).join('\n')}

## Types of other packages

- \`k8s.X\` is a type of \`cdk8s-plus-27\`: \`import { k8s } from 'cdk8s-plus-27'\`. Its fields are those of the
  Kubernetes API, and its link leads to the Kubernetes API reference.
- Functions make the values of \`k8s.Quantity\` and \`k8s.IntOrString\`: \`k8s.Quantity.fromString('1Gi')\`,
  \`k8s.IntOrString.fromNumber(1)\`, \`k8s.IntOrString.fromString('25%')\`.
- \`ApiObject\` and \`Duration\` are types of \`cdk8s\`; \`Construct\` is a type of \`constructs\`.

## Other languages

The pages show TypeScript. The other languages have the same types and members.

- **Python**, ${code(packages.python)}: methods and fields are \`snake_case\`, fields of a struct are keyword arguments.
  \`ExtensionApiServer(chart, "catalog", namespace="catalog")\`, \`Tls.cert_manager()\`, \`server.dns_name\`,
  \`Profile.PRODUCTION\`
- **Java**, ${code(packages.java)}: a struct has a builder, a field has a getter.
  \`ExtensionApiServerProps.builder().namespace("catalog").build()\`, \`Tls.certManager()\`, \`server.getDnsName()\`,
  \`Profile.PRODUCTION\`
- **Go**, ${code(packages.go)}: names are \`PascalCase\`; fields of a struct are pointers; constructors, static methods
  and values of enums are names of the package. \`NewExtensionApiServer(chart, jsii.String("catalog"), &props)\`,
  \`ExtensionApiServerProps{Namespace: jsii.String("catalog")}\`, \`Tls_CertManager(nil)\`, \`server.DnsName()\`,
  \`Profile_PRODUCTION\`
- **.NET**, ${code(packages.dotnet)}: names are \`PascalCase\`, a struct has an object initializer.
  \`new ExtensionApiServerProps { Namespace = "catalog" }\`, \`Tls.CertManager()\`, \`server.DnsName\`,
  \`Profile.PRODUCTION\`
`;
}

function entry({ page, types }: Arranged, addressOf: AddressOf): string {
  const names = types.map(({ fqn }) => linked(fqn, addressOf)).join(', ');
  return `- **${link(page.title, `${page.name}.md`)}**: ${page.about}\n  - ${names}`;
}
