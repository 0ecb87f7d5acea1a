import type { Assembly } from '@jsii/spec';
import { addresses } from './addresses';
import { arrange } from './arrange';
import { overview, type PackageNames } from './overview';
import { pageText } from './page';

/** The files of docs/reference/, by name. */
export function reference({ name, types = {}, targets }: Assembly): Map<string, string> {
  const pages = arrange(Object.values(types));
  const addressOf = addresses(pages);
  const packages: PackageNames = {
    python: targets?.python?.module,
    java: targets?.java?.package,
    // jsii-pacmak names the Go package for the assembly, without what an identifier cannot have.
    go: `${targets?.go?.moduleName}/${name.replace(/[^a-z0-9]/gi, '')}`,
    dotnet: targets?.dotnet?.namespace,
  };
  return new Map([
    ['README.md', overview(pages, addressOf, packages)],
    ...pages.map(arranged => [`${arranged.page.name}.md`, pageText(arranged, addressOf)] as const),
  ]);
}
