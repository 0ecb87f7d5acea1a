import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Construct } from 'constructs';
import { Complaint, say } from '../errors';
import { isNumbered } from './file-order';

/**
 * What is wrong with the names of the files that a server's objects go to: they follow from the chart's id, and so does what `kubectl apply -f dist/` and
 * Git make of them. Asked for at synth, because a chart that is made later may have cdk8s number them all.
 */
export function fileNameComplaints(server: Construct, namespace: ApiObject | undefined, secrets: readonly ApiObject[]): string[] {
  const app = server.node.root;
  if (!(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return [];
  }
  const file = (construct: Construct): string => `${Names.toDnsLabel(Chart.of(construct))}${app.outputFileExtension}`;
  return [checkReachesGit(file(server)), namespace && checkAfter(file(namespace), [server, ...secrets].map(file), Chart.of(server))].filter(complaint => complaint !== undefined).map(say);
}

/** Of every server, whoever makes its certificate: the lines of .gitignore that README gives are the same for all. */
function checkReachesGit(file: string): Complaint | undefined {
  return file.includes('-secret.')
    ? { must: 'the file of a server\'s chart must not match "*-secret.*", which Git ignores because of private keys', got: file, fix: 'rename the chart' } : undefined;
}

/** kubectl walks in the order of the names: https://pkg.go.dev/path/filepath#Walk */
function checkAfter(namespaces: string, files: readonly string[], chart: Chart): Complaint | undefined {
  const early = files.find(file => file < namespaces);
  return early === undefined || isNumbered(App.of(chart)) ? undefined
    : { must: `a file must come after ${namespaces}, because kubectl applies files by name`, got: early, fix: `rename the chart, for example to "01-${chart.node.id.replace(/^[^1-9a-z]+/i, '')}"` };
}
