// Keeps a cluster running for a person: npm run cluster.
import { parseArgs } from 'node:util';
import { type ClusterOptions, DEFAULT_IMAGES, startCluster } from './cluster';
import { IMAGES, type ImageName } from './images';
import { tearDownOnSignals } from './signals';
import { NEWEST_VERSION, NODE_VERSION, OLDEST_VERSION } from './versions';

const USAGE = `Usage: npm run cluster -- [options]

Runs a Kubernetes cluster on this machine until Ctrl-C, which leaves nothing behind.
Needs root, Go, and the packages that test/cluster/install-packages.sh installs.

Options:
  --nodes 0|1|2        how many nodes; 0 is a kube-apiserver alone (default 1)
  --version VERSION    of kube-apiserver, with --nodes 0: ${OLDEST_VERSION} ... ${NEWEST_VERSION} (default ${NODE_VERSION})
  --images NAMES       images on the nodes: ${Object.keys(IMAGES).join(',')}
                       (default ${DEFAULT_IMAGES.join(',')})
  --no-kube-proxy      no Service addresses; with --enable-aggregator-routing kube-apiserver does not need them
  --apiserver-flag F   a further flag of kube-apiserver; may be repeated
  -h, --help           this text

Examples:
  npm run cluster
  npm run cluster -- --nodes 2 --images sample-apiserver,etcd,metrics-server
  npm run cluster -- --nodes 0 --version ${NEWEST_VERSION}
  npm run cluster -- --no-kube-proxy --apiserver-flag=--enable-aggregator-routing
`;

async function main(): Promise<void> {
  const options = parse();
  if (options === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  tearDownOnSignals();
  const cluster = await startCluster(options);
  process.stdout.write(`
The cluster is in a network namespace of its own. A shell in it:

  nsenter --net=/run/netns/${cluster.namespace} env KUBECONFIG=${cluster.kubeconfig} bash

or one command at a time:

  export KUBECONFIG=${cluster.kubeconfig}
  nsenter --net=/run/netns/${cluster.namespace} kubectl get apiservices

A kubectl of the cluster's own version, where the machine has none:

  alias kubectl=${cluster.kubectlPath}

Images on the nodes:${options.nodes === 0 ? ' none' : ''}
${options.nodes === 0 ? '' : (options.images ?? DEFAULT_IMAGES).map(image => `  ${IMAGES[image].reference}\n`).join('')}
Ctrl-C ends it, and every shell in it.
`);
  await new Promise(() =>
    setInterval(() => {
      /* Keeps the process alive until a signal ends it. */
    }, 60_000),
  );
}

function parse(): ClusterOptions | undefined {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      nodes: { type: 'string', default: '1' },
      version: { type: 'string' },
      images: { type: 'string', default: DEFAULT_IMAGES.join(',') },
      'kube-proxy': { type: 'boolean', default: true },
      'apiserver-flag': { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const nodes = Number(values.nodes);
  if (nodes !== 0 && nodes !== 1 && nodes !== 2)
    throw new UsageError(`--nodes must be 0, 1 or 2, got "${values.nodes}"`);
  const images = values.images.split(',');
  const unknown = images.find(image => !(image in IMAGES));
  if (unknown !== undefined)
    throw new UsageError(`--images must be of ${Object.keys(IMAGES).join(', ')}, got "${unknown}"`);
  return {
    nodes,
    version: values.version,
    images: images as ImageName[],
    kubeProxy: values['kube-proxy'],
    apiserverFlags: values['apiserver-flag'],
  };
}

class UsageError extends Error {}

main().catch((error: Error) => {
  const usage =
    error instanceof UsageError || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`error: ${error.message}\n${usage ? 'hint: npm run cluster -- --help\n' : ''}`);
  process.exit(usage ? 2 : 1);
});
