import { App, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';

/** The order in which an app's charts are written. */
export interface FileOrder {
  /** Our charts with Namespaces. All other charts need them. */
  readonly namespaces: Set<IConstruct>;
  /** Our charts with Secrets, by the chart that needs them. */
  readonly secrets: Map<IConstruct, Set<IConstruct>>;
  /**
   * The number that cdk8s puts before a chart's file name; empty where files have no numbers. Known once cdk8s has read
   * `charts`, which it does before it renders.
   */
  readonly prefix: (chart: Chart) => string;
}

const orders = new WeakMap<App, FileOrder>();

/**
 * cdk8s numbers the files when one chart contains another or depends on one. It numbers them in the order of
 * `App.charts`, in which our charts come after the chart that they are for. This order puts them before it, because
 * `kubectl apply -f dist/` follows the file names.
 *
 * The decision record says why `charts` is redefined and what else was tried: docs/decisions/0008-hooks-into-cdk8s.md.
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
 * Puts our Namespaces first, and every chart after its dependencies and its Secrets. A Secret goes directly before its
 * chart, because the Namespace may come from a chart of the user.
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
