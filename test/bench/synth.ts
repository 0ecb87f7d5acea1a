import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart } from 'cdk8s';
import { ExtensionApiServer } from 'cdk8s-extension-api-server';

/**
 * `npm run bench`: servers with generated TLS, described and synthesized in one process, beside the same objects handed
 * to cdk8s as they are. The difference is what this library costs. Columns are seconds unless they say otherwise;
 * compare rows, not machines.
 */
interface Run {
  readonly objects: number;
  readonly describe: number;
  readonly synth: number;
}

type Layout = 'one chart' | 'a chart each';

const describeServers = (app: App, count: number, layout: Layout): void => {
  const shared = new Chart(app, 'shared');
  for (let index = 0; index < count; index += 1) {
    new ExtensionApiServer(layout === 'one chart' ? shared : new Chart(app, `chart-${index}`), `server-${index}`, {
      namespace: `namespace-${index % 10}`,
      image: 'registry.example.com/server:1.0.0',
      apis: [{ group: `group-${index}.example.com`, version: 'v1' }],
    });
  }
};

/** The same objects in the same charts, without us. */
const describeObjects = (app: App, model: App): void => {
  for (const chart of model.node.children.filter((node): node is Chart => Chart.isChart(node))) {
    const copy = new Chart(app, chart.node.id);
    chart.node
      .findAll()
      .filter(node => ApiObject.isApiObject(node))
      .forEach((object, index) => {
        new ApiObject(
          copy,
          `object-${index}`,
          (object as unknown as { props: ConstructorParameters<typeof ApiObject>[2] }).props,
        );
      });
  }
};

function run(folder: string, name: string, describe: (app: App) => void): Run & { readonly app: App } {
  globalThis.gc?.();
  const app = new App({ outdir: join(folder, name) });
  const begin = performance.now();
  describe(app);
  const described = performance.now();
  app.synth();
  const end = performance.now();
  return {
    app,
    objects: app.node.findAll().filter(node => ApiObject.isApiObject(node)).length,
    describe: (described - begin) / 1000,
    synth: (end - described) / 1000,
  };
}

function measure(count: number, layout: Layout): Record<string, number | string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const home = process.cwd();
  process.chdir(folder);
  try {
    const first = run(folder, 'first', app => describeServers(app, count, layout));
    const second = run(folder, 'second', app => describeServers(app, count, layout));
    const own = run(folder, 'cdk8s', app => describeObjects(app, second.app));
    const total = (one: Run): number => one.describe + one.synth;
    const beyond = (one: Run): string => `${(((total(one) - total(own)) * 1000) / count).toFixed(2)} ms`;
    return {
      servers: count,
      objects: second.objects,
      'first synth': total(first).toFixed(3),
      'later synth': total(second).toFixed(3),
      'cdk8s alone': total(own).toFixed(3),
      'ours a server, first': beyond(first),
      'ours a server, later': beyond(second),
      'objects/s': Math.round(second.objects / total(second)),
    };
  } finally {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  }
}

process.stderr.write = (() => true) as typeof process.stderr.write; // notices about new keys
measure(20, 'one chart'); // warms up

console.log('All servers in one chart:');
console.table([1, 10, 100, 1000].map(count => measure(count, 'one chart')));
console.log("A chart for each server: cdk8s' own synth walks the whole app for every chart, which is quadratic.");
console.table([1, 10, 100].map(count => measure(count, 'a chart each')));
