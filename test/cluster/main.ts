// npm run cluster: keeps a cluster running for a person.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ClusterOptions, DEFAULT_IMAGES, type OwnCluster, startCluster } from './cluster';
import { IMAGES, type ImageName } from './images';
import { exitOnSignals } from './signals';
import { NEWEST_VERSION, NODE_VERSION, OLDEST_VERSION } from './versions';

const USAGE = `Usage: npm run cluster -- [options]

Runs a Kubernetes cluster on this machine until Ctrl-C, which leaves nothing behind.
Needs root, Go, and the packages that test/cluster/install-packages.sh installs.

Options:
  --nodes 0|1|2        how many nodes; 0 is a kube-apiserver alone (default 1)
  --version VERSION    of kube-apiserver, with --nodes 0: ${OLDEST_VERSION} ... ${NEWEST_VERSION} (default ${NODE_VERSION})
  --image-archive FILE your own image: an OCI or Docker archive that every node imports; may be repeated
  --images NAMES       images of the kit: ${Object.keys(IMAGES).join(',')}
                       (default ${DEFAULT_IMAGES.join(',')})
  --no-kube-proxy      no Service addresses; with --enable-aggregator-routing kube-apiserver does not need them
  --apiserver-flag F   an additional flag of kube-apiserver; may be repeated
  -h, --help           this text

Examples:
  npm run cluster
  npm run cluster -- --nodes 2 --images sample-apiserver,etcd,metrics-server
  npm run cluster -- --nodes 0 --version ${NEWEST_VERSION}
  npm run cluster -- --no-kube-proxy --apiserver-flag=--enable-aggregator-routing

  docker save --output server.tar registry.example.com/server:dev
  npm run cluster -- --image-archive server.tar     # then image: registry.example.com/server:dev
`;

interface Arguments extends ClusterOptions {
  readonly imageArchives: readonly string[];
}

async function main(): Promise<void> {
  const options = parse();
  if (options === undefined) {
    process.stdout.write(USAGE);
    return;
  }
  exitOnSignals();
  const cluster = await startCluster(options);
  const images = await imagesOn(cluster, options);
  process.stdout.write(`
The cluster is in a network namespace of its own. A shell in it:

  nsenter --net=/run/netns/${cluster.namespace} env KUBECONFIG=${cluster.kubeconfig} bash

or one command at a time:

  export KUBECONFIG=${cluster.kubeconfig}
  nsenter --net=/run/netns/${cluster.namespace} kubectl get apiservices

A kubectl of the cluster's version, if the machine has none:

  alias kubectl=${cluster.kubectlPath}

Images on the nodes, for pods with imagePullPolicy: IfNotPresent:${images.length === 0 ? ' none' : ''}
${images.map(image => `  ${image}\n`).join('')}
Ctrl-C ends the cluster, and every shell in it.
`);
  await new Promise(() =>
    setInterval(() => {
      /* Keeps the process alive until a signal ends it. */
    }, 60_000),
  );
}

async function imagesOn(cluster: OwnCluster, { nodes, images = [], imageArchives }: Arguments): Promise<string[]> {
  if (nodes === 0) return [];
  const imported: string[] = [];
  try {
    for (const file of imageArchives) imported.push(...(await cluster.importArchive(file)));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return [...images.map(image => IMAGES[image].reference), ...imported];
}

function parse(): Arguments | undefined {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      nodes: { type: 'string', default: '1' },
      version: { type: 'string' },
      images: { type: 'string', default: DEFAULT_IMAGES.join(',') },
      'image-archive': { type: 'string', multiple: true, default: [] },
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
  // npm changes to the repository; INIT_CWD is where the person called it.
  const imageArchives = values['image-archive'].map(file => resolve(process.env['INIT_CWD'] ?? '.', file));
  const missing = imageArchives.find(file => statSync(file, { throwIfNoEntry: false })?.isFile() !== true);
  if (missing !== undefined) throw new UsageError(`--image-archive must name a file, got "${missing}"`);
  if (imageArchives.length > 0 && nodes === 0)
    throw new UsageError('--image-archive needs a node to import the image, got --nodes 0');
  return {
    nodes,
    version: values.version,
    images: images as ImageName[],
    imageArchives,
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
