import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { notice } from '../../notices';
import { ByField } from '../../objects/plan';
import { fileOrder } from './order';

/** Servers that were looked at: what is said of one is said once. */
const looked = new WeakSet<Construct>();

/**
 * Says where the names of the files that a server's objects go to do harm: they follow from the chart's id. To be asked
 * when something is rendered: a chart that is made later may have cdk8s number them all. Not an error: other objects
 * are named after their chart, so that another name may cost more than it gains, and whoever pipes the text of the app,
 * or leaves the order to Argo CD or Flux, never meets the harm.
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
  tellOfIgnored(server, file(server), secrets.filter(secret => Chart.of(secret) !== Chart.of(server)).map(file));
  if (namespaceObject) {
    tellOfEarly(server, app, file(namespaceObject), [server, ...secrets].map(file));
  }
}

/** By the line of .gitignore that README gives for the files with private keys. */
function tellOfIgnored({ node }: Construct, file: string, secrets: readonly string[]): void {
  const isIgnored = (name: string): boolean => name.includes('-secret.');
  if (isIgnored(file) && secrets.some(isIgnored)) {
    notice(
      `${node.path}: ${file} matches "*-secret.*", by which Git is to ignore private keys, and would not reach Git; rename the chart, or except the file in .gitignore`,
    );
  }
}

/** kubectl walks in the order of the names: https://pkg.go.dev/path/filepath#Walk */
function tellOfEarly(server: Construct, app: App, namespaces: string, files: readonly string[]): void {
  const early = files.find(file => file < namespaces);
  if (early !== undefined && fileOrder(app).prefix(Chart.of(server)) === '') {
    notice(
      `${server.node.path}: ${early} comes before ${namespaces}, and kubectl applies files by name: apply ${namespaces} first, or rename the chart or what it is in`,
    );
  }
}
