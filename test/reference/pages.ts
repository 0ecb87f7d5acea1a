/** A page of docs/reference/. */
export interface Page {
  /** Name of the file, and of the folder or file in lib/ whose types it holds. */
  readonly name: string;
  readonly title: string;
  /** One sentence, in Markdown. */
  readonly about: string;
  /** The exported type that the page begins with. */
  readonly lead: string;
}

/** In the order of docs/reference/README.md. */
export const PAGES: readonly Page[] = [
  {
    name: 'extension-api-server',
    title: 'The construct and its props',
    about: 'One `ExtensionApiServer` in a chart emits every object that an extension API server needs.',
    lead: 'ExtensionApiServer',
  },
  {
    name: 'tls',
    title: 'TLS certificates',
    about: 'The prop `tls` selects who issues the serving certificate. [docs/tls.md](../tls.md) compares the choices.',
    lead: 'Tls',
  },
  {
    name: 'delivery',
    title: 'Delivery of private keys',
    about:
      'The option `delivery` of `Tls.generated()` and others selects how a private key gets into its Secret. ' +
      '[docs/deliveries.md](../deliveries.md) compares the choices.',
    lead: 'Delivery',
  },
  {
    name: 'storage',
    title: 'Storage of objects',
    about: 'The prop `storage` selects where the server keeps the objects of its API.',
    lead: 'Storage',
  },
  {
    name: 'backend',
    title: 'Backends',
    about: 'The prop `backend` selects what the Service points to: pods of the construct, your own pods or a host.',
    lead: 'Backend',
  },
  {
    name: 'secure-serving',
    title: 'Certificate files in the container',
    about: 'The prop `secureServing` selects how the server finds its serving certificate and key.',
    lead: 'SecureServing',
  },
  {
    name: 'aggregation-layer',
    title: 'The kube-apiserver side',
    about:
      '`AggregationLayer` writes the configuration of kube-apiserver where a distribution does not enable API ' +
      'aggregation. [docs/aggregation-layer.md](../aggregation-layer.md) shows how to use it.',
    lead: 'AggregationLayer',
  },
  {
    name: 'gitops',
    title: 'GitOps with Argo CD',
    about: '`ArgoCdApplication` emits an Application that ignores the fields which the cluster fills in.',
    lead: 'ArgoCdApplication',
  },
  {
    name: 'monitoring',
    title: 'Monitoring and alerts',
    about: 'The prop `monitoring` adds a PrometheusRule. [docs/monitoring.md](../monitoring.md) describes its alerts.',
    lead: 'MonitoringOptions',
  },
  {
    name: 'pki-for-tests-only',
    title: 'Certificates for tests',
    about: '`PkiForTestsOnly` makes synthesized manifests reproducible in snapshot tests.',
    lead: 'PkiForTestsOnly',
  },
];

/** The page that a file of lib/ is named for; its own name counts before those of its folders. */
export function pageNamedFor(file: string, pages: readonly Page[] = PAGES): Page | undefined {
  const places = file.replace(/\.ts$/, '').split('/').reverse();
  return places.map(place => pages.find(({ name }) => name === place)).find(page => page !== undefined);
}
