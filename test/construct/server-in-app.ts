import { App, AppProps, Chart, Testing } from 'cdk8s';
import { ExtensionApiServer, ExtensionApiServerProps, PkiForTestsOnly } from 'cdk8s-extension-api-server';

export const REQUIRED: ExtensionApiServerProps = {
  namespace: 'catalog',
  image: 'registry.example.com/catalog:1.0.0',
  apis: [{ group: 'catalog.example.com', version: 'v1' }],
};

/** An app with fixture certificates that writes to a temporary folder. */
export function fixtureApp(props?: AppProps): App {
  const app = Testing.app(props);
  PkiForTestsOnly.useIn(app);
  return app;
}

/** One server in it, with what a test cares about. */
export function serverWith(props: Partial<ExtensionApiServerProps>, app = fixtureApp()): ExtensionApiServer {
  return new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { ...REQUIRED, ...props });
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly [field: string]: any;
}

/** Every object of the app, whichever file it goes to. */
export function objectsOf(app: App): KubernetesObject[] {
  return app.charts.flatMap(chart => Testing.synth(chart) as KubernetesObject[]);
}
