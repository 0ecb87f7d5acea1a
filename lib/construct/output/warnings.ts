import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { notice } from '../../notices';
import { ByField } from '../../objects/plan';
import { fileOrder } from './order';

/** Servers that were checked already; each warning is printed once. */
const looked = new WeakSet<Construct>();

/**
 * Warns if a file name does harm. File names follow from the id of the chart. This runs when something is rendered,
 * because a chart that is added later can make cdk8s number the files. It is a warning, not an error: renaming a chart
 * renames its objects, and the harm does not exist where Argo CD or Flux orders the objects.
 */
export function warnOfFileNames(
  server: Construct,
  { namespaceObject, secret, storageSecret }: ByField<ApiObject>,
): void {
  const app = server.node.root;
  if (looked.has(server) || !(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return;
  }
  looked.add(server);
  const secrets = [secret, storageSecret].filter(one => one !== undefined);
  const file = (construct: Construct): string => `${Names.toDnsLabel(Chart.of(construct))}${app.outputFileExtension}`;
  warnIfIgnored(server, file(server), secrets.filter(secret => Chart.of(secret) !== Chart.of(server)).map(file));
  if (namespaceObject) {
    warnIfEarly(server, app, file(namespaceObject), [server, ...secrets].map(file));
  }
}

/** The line of `.gitignore` for files with private keys must not match the chart's own file. */
function warnIfIgnored({ node }: Construct, file: string, secrets: readonly string[]): void {
  const isIgnored = (name: string): boolean => name.includes('-secret.');
  if (isIgnored(file) && secrets.some(isIgnored)) {
    notice(
      `${node.path}: ${file} matches "*-secret.*", by which Git is to ignore private keys, and would not reach Git; rename the chart, or except the file in .gitignore`,
    );
  }
}

/** kubectl applies files in the order of their names: https://pkg.go.dev/path/filepath#Walk */
function warnIfEarly(server: Construct, app: App, namespaces: string, files: readonly string[]): void {
  const early = files.find(file => file < namespaces);
  if (early !== undefined && fileOrder(app).prefix(Chart.of(server)) === '') {
    notice(
      `${server.node.path}: ${early} comes before ${namespaces}, and kubectl applies files by name: apply ${namespaces} first, or rename the chart or what it is in`,
    );
  }
}
