import { posix } from 'node:path';
import { ExtensionApiServerProps, Profile, SecureServing, Tls } from 'cdk8s-extension-api-server';
import { fixtureApp, KubernetesObject, objectsOf, serverWith } from '../construct/server-in-app';

/** One row for every way in which a server gets its certificate's files. */
interface Row {
  readonly secureServing: () => SecureServing;
  /** Where the pod mounts the Secret, and the names of the two files in it; none if it is not mounted. */
  readonly mounted?: { readonly folder: string; readonly files: readonly [certificate: string, privateKey: string] };
  /** How the server gets the paths of both files: as arguments, as variables, or because it knows them. */
  readonly paths: 'args' | 'env' | 'known';
  /** The argument or variable that has the port; none if the server knows it. */
  readonly port?: string;
}

const USUAL = { folder: '/etc/extension-api-server/tls', files: ['tls.crt', 'tls.key'] } as const;
const OTHER = { folder: '/run/certificates', files: ['server.pem', 'server-key.pem'] } as const;
const other = { mountPath: OTHER.folder, certificateFile: OTHER.files[0], privateKeyFile: OTHER.files[1] };
const variables = { certificateVariable: 'CERTIFICATE', privateKeyVariable: 'KEY' };

const WAYS: Record<string, Row> = {
  flags: { secureServing: () => SecureServing.flags(), mounted: USUAL, paths: 'args', port: '--secure-port' },
  'other flags, folder and files': {
    secureServing: () =>
      SecureServing.flags({ ...other, certificateFlag: '--cert', privateKeyFlag: '--key', portFlag: '--port' }),
    mounted: OTHER,
    paths: 'args',
    port: '--port',
  },
  'flags without one for the port': {
    secureServing: () => SecureServing.flags({ portFlag: '' }),
    mounted: USUAL,
    paths: 'args',
  },
  'environment variables': { secureServing: () => SecureServing.environment(variables), mounted: USUAL, paths: 'env' },
  'environment variables with one for the port, other folder and files': {
    secureServing: () => SecureServing.environment({ ...variables, ...other, portVariable: 'PORT' }),
    mounted: OTHER,
    paths: 'env',
    port: 'PORT',
  },
  'a path that the server knows': {
    secureServing: () => SecureServing.path(other),
    mounted: OTHER,
    paths: 'known',
  },
  'no mount': { secureServing: () => SecureServing.unmounted(), paths: 'known' },
};

const PORT = 8443;

interface Volume {
  readonly name: string;
  readonly secret?: {
    readonly secretName: string;
    readonly items?: readonly { readonly key: string; readonly path: string }[];
  };
}

interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
}

interface Container {
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly Mount[];
}

describe.each(Object.entries(WAYS))('secure serving: %s', (_name, { secureServing, mounted, paths, port }) => {
  const synth = (props: Partial<ExtensionApiServerProps> = {}): KubernetesObject[] => {
    const app = fixtureApp();
    serverWith({ secureServing: secureServing(), port: PORT, ...props }, app);
    return objectsOf(app);
  };
  const read = (
    objects: readonly KubernetesObject[],
  ): { container: Container; secret: Volume | undefined; mount: Mount | undefined } => {
    const { containers, volumes } = objects.find(({ kind }) => kind === 'Deployment')!.spec.template.spec as {
      readonly containers: readonly [Container];
      readonly volumes?: readonly Volume[];
    };
    const [container] = containers;
    const secret = volumes?.find(volume => volume.secret);
    return { container, secret, mount: container.volumeMounts?.find(({ name }) => name === secret?.name) };
  };
  /** Values of all arguments and variables. */
  const valuesOf = ({ args = [], env = [] }: Container): Record<'args' | 'env', string[]> => ({
    args: args.map(arg => arg.slice(arg.indexOf('=') + 1)),
    env: env.map(({ value }) => value),
  });
  const objects = synth();

  test.each(Object.values(Profile))('profile %s: the Secret is mounted whole and read-only, or not at all', profile => {
    const { secret, mount } = read(synth({ profile }));
    expect(secret?.secret?.secretName).toBe(mounted && 'catalog-tls');
    expect(mount).toEqual(mounted && { name: secret?.name, mountPath: mounted.folder, readOnly: true });
  });

  test("the folder has both files: under the Secret's own names, or renamed", () => {
    const { secret } = read(objects);
    const names = (secret?.secret?.items ?? [{ path: 'tls.crt' }, { path: 'tls.key' }]).map(({ path }) => path);
    expect(secret && names).toEqual(mounted && [...mounted.files]);
    expect(secret?.secret?.items?.map(({ key }) => key)).toEqual(
      mounted && mounted.files[0] !== 'tls.crt' ? ['tls.crt', 'tls.key'] : undefined,
    );
  });

  test('the server gets the paths of the certificate and its key in one way, and in no other', () => {
    const values = valuesOf(read(objects).container);
    const expected = mounted?.files.map(file => posix.join(mounted.folder, file)) ?? [];
    for (const way of ['args', 'env'] as const) {
      expect(values[way].filter(value => value.startsWith('/'))).toEqual(way === paths ? expected : []);
    }
  });

  test('the server gets the port to which the Service leads', () => {
    const { container } = read(objects);
    const given = [...(container.args ?? []), ...(container.env ?? []).map(({ name, value }) => `${name}=${value}`)];
    expect(given.filter(text => text.endsWith(`=${PORT}`))).toEqual(port === undefined ? [] : [`${port}=${PORT}`]);
    expect(container.ports.map(({ containerPort }) => containerPort)).toEqual([PORT]);
    expect(objects.find(({ kind }) => kind === 'Service')!.spec.ports[0].targetPort).toBe(container.ports[0]?.name);
  });

  test('without a Secret, nothing is mounted and no file is named: options that name one are refused', () => {
    const without = { tls: Tls.dangerouslySkipVerification() };
    if (mounted === OTHER || paths === 'env') {
      expect(() => synth(without)).toThrow('secureServing must not say where the certificate is');
      return;
    }
    const { container, secret } = read(synth(without));
    expect(secret).toBeUndefined();
    const values = valuesOf(container);
    // k8s.io/apiserver writes the certificate that it makes to this folder.
    expect([...values.args, ...values.env].filter(value => value.startsWith('/') && value !== '/tmp')).toEqual([]);
  });

  test("the user's args and env are added after these", () => {
    const { container } = read(objects);
    const env = { name: 'REGION', value: 'north' };
    const { container: added } = read(synth({ args: ['--v=2'], env: [env] }));
    expect(added.args).toEqual([...(container.args ?? []), '--v=2']);
    expect(added.env).toEqual([...(container.env ?? []), env]);
  });

  test('synthesized twice, it emits the same objects', () => {
    expect(synth()).toEqual(objects);
  });
});
