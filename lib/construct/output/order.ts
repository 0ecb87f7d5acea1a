import { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The order in which an app's charts are written. */
export interface FileOrder {
  /** Charts of ours which all others need. */
  readonly namespaces: Set<IConstruct>;
  /** Charts of ours by the chart that needs them. */
  readonly secrets: Map<IConstruct, Set<IConstruct>>;
  /**
   * What cdk8s puts before a chart's name; empty where it numbers nothing. Known from when it has asked for the charts,
   * which is before anything is rendered.
   */
  readonly prefix: (chart: Chart) => string;
}

const orders = new WeakMap<App, FileOrder>();

/**
 * cdk8s numbers files when one chart of the app is inside another or depends on one, and does so by `charts`: in the
 * order in which unrelated charts were made, while ours are made after the one that they are for. So that `kubectl
 * apply -f dist/` meets them before it, `charts` has them before it.
 *
 * A dependency on ours would do the same, at a price: cdk8s makes it one between every two objects of both charts, and
 * goes over all of them again for each chart of the app.
 */
export function fileOrder(app: App): FileOrder {
  const known = orders.get(app);
  if (known) {
    return known;
  }
  const prefixes = new Map<Chart, string>();
  const order: FileOrder = { namespaces: new Set(), secrets: new Map(), prefix: chart => prefixes.get(chart) ?? '' };
  const prototype = Object.getPrototypeOf(app) as App;
  orders.set(app, order);
  Object.defineProperty(app, 'charts', {
    configurable: true,
    get: () => {
      const charts = Reflect.get(prototype, 'charts', app) as Chart[];
      const numbered = charts.some(chart => dependenciesOf(chart).length > 0);
      const written = numbered ? oursFirst(charts, order) : charts;
      prefixes.clear();
      written.forEach((chart, index) => prefixes.set(chart, numbered ? `${String(index).padStart(4, '0')}-` : ''));
      return written;
    },
  });
  return order;
}

/**
 * Every chart after those that it depends on and after its Secrets: they go where it goes, and its Namespace may be the
 * user's. Our Namespaces go first.
 */
function oursFirst(charts: readonly Chart[], { namespaces, secrets }: FileOrder): Chart[] {
  const left = new Set<IConstruct>(charts);
  const written: Chart[] = [];
  const add = (chart: IConstruct): void => {
    if (Chart.isChart(chart) && left.delete(chart)) {
      dependenciesOf(chart).forEach(add);
      secrets.get(chart)?.forEach(add);
      written.push(chart);
    }
  };
  [...namespaces, ...charts].forEach(add);
  return written;
}

function dependenciesOf(chart: Chart): Chart[] {
  return chart.node.dependencies.filter(
    (dependency): dependency is Chart => Chart.isChart(dependency) && dependency !== chart,
  );
}
