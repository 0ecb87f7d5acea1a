import { App, Chart, Names, YamlOutputType } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { Complaint, refuse } from '../../errors';
import { Placement } from '../../objects/plan';
import { FileOrder, fileOrder } from './order';

/**
 * cdk8s uses such an id unchanged as a file name: https://github.com/cdk8s-team/cdk8s-core/blob/v2.68.91/src/names.ts
 */
const LABEL = /^[0-9a-z-]{1,63}$/;

/**
 * Returns the construct, and with it the chart and the file, that an object goes to. With FILE_PER_CHART, Namespaces
 * and plaintext Secrets get files of their own that sort before the chart's file: `kubectl apply -f dist/` follows the
 * file names, and `.gitignore` matches them. Each Secret that SOPS encrypted gets a file too. The other output types
 * write one file for each object, or one for the whole app.
 *
 * Our charts are children of the app, because cdk8s adds a hash to the file name of a chart inside another chart.
 */
export function scopeIn(placement: Placement, server: Construct, id: string): Construct {
  const chart = Chart.of(server);
  const app = chart.node.root;
  if (placement === 'chart' || !(app instanceof App) || app.yamlOutputType !== YamlOutputType.FILE_PER_CHART) {
    return server;
  }
  const { namespaces, secrets } = fileOrder(app);
  if (placement === 'namespaces') {
    const own = child(app, '00-namespaces', chartId => new Chart(app, chartId));
    namespaces.add(own);
    return own;
  }
  // Repeats the path that the server has below its own chart, so that the ids of two servers never collide.
  const ids = server.node.scopes.slice(chart.node.scopes.length).map(({ node }) => node.id);
  const name = chart.node.path.replaceAll('/', '-');
  const ownId = placement === 'sops' ? [name, ...ids, id, 'sops'].join('-') : secretChartId(chart);
  refuse(server.node.path, checkOurs(app.node.tryFindChild(ownId), secrets, chart));
  const own = child(app, ownId, chartId => new Chart(app, chartId, { labels: chart.labels }));
  secrets.set(chart, (secrets.get(chart) ?? new Set()).add(own));
  return ids.reduce<Construct>(
    (parent, each) => child(parent, each, constructId => new Construct(parent, constructId)),
    own,
  );
}

/**
 * If the user already has a chart of this name, Git would ignore its file too. Two charts whose paths differ only in a
 * slash may share one of our charts.
 */
function checkOurs(found: IConstruct | undefined, secrets: FileOrder['secrets'], chart: Chart): Complaint | undefined {
  const isOurs = (own: IConstruct): boolean =>
    secrets.get(chart)?.has(own) === true || [...secrets.values()].some(charts => charts.has(own));
  return found && !isOurs(found)
    ? {
        must: `no chart must have the name of the file with the Secrets of ${chart.node.path}`,
        got: found.node.id,
        fix: 'rename that chart',
      }
    : undefined;
}

/**
 * An id that cdk8s uses unchanged as the file name. For any other id it adds a hash, and `.gitignore` would not match.
 */
function secretChartId(chart: Chart): string {
  const id = `${chart.node.path.replaceAll('/', '-')}-secret`;
  return LABEL.test(id)
    ? id
    : `${Names.toDnsLabel(chart, { maxLen: 63 - '-secret'.length }).replace(/[^0-9a-z-]/g, '-')}-secret`;
}

function child(parent: IConstruct, id: string, create: (id: string) => Construct): Construct {
  return (parent.node.tryFindChild(id) as Construct | undefined) ?? create(id);
}
