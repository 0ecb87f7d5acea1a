import { App, Chart } from 'cdk8s';

interface Early {
  readonly namespaces: Set<Chart>;
  readonly secrets: Set<Chart>;
}

const records = new WeakMap<App, Early>();

/**
 * Has a chart of ours written before those that need it, where cdk8s numbers files. It does so when one chart of the app is inside another or depends
 * on one, and numbers by `charts`: in the order in which unrelated charts were made, while ours are made after the one that they are for.
 *
 * A dependency on ours would do the same, at a price: cdk8s makes it one between every two objects of both charts, and goes over all of them
 * again for each chart of the app.
 */
export function writeEarly(app: App, chart: Chart, what: keyof Early): void {
  const known = records.get(app);
  const early = known ?? { namespaces: new Set(), secrets: new Set() };
  early[what].add(chart);
  if (!known) {
    records.set(app, early);
    const prototype = Object.getPrototypeOf(app) as App;
    Object.defineProperty(app, 'charts', { configurable: true, get: () => ordered(Reflect.get(prototype, 'charts', app) as Chart[], early) });
  }
}

/** Whether files get numbers; known from when cdk8s has looked for dependencies, which is before anything is rendered. */
export function areNumbered(charts: readonly Chart[]): boolean {
  return charts.some(chart => dependenciesOf(chart).length > 0);
}

/** Every chart after those that it depends on, and apart from that ours first. `charts` are in an order that does the former. */
function ordered(charts: Chart[], { namespaces, secrets }: Early): Chart[] {
  if (!areNumbered(charts)) {
    return charts;
  }
  const known = new Set(charts);
  const done = new Set<Chart>();
  const add = (chart: Chart): void => {
    if (known.delete(chart)) {
      dependenciesOf(chart).forEach(add);
      done.add(chart);
    }
  };
  [...namespaces, ...secrets, ...charts].forEach(add);
  return [...done];
}

function dependenciesOf(chart: Chart): Chart[] {
  return chart.node.dependencies.filter((dependency): dependency is Chart => Chart.isChart(dependency) && dependency !== chart);
}
