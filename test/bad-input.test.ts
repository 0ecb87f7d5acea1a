import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, JsonPatch, Lazy, YamlOutputType } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import {
  Backend,
  CertManagerIssuer,
  ContainerOptions,
  BackendDeploymentOptions,
  PodDisruptionBudgetOptions,
  EtcdTls,
  ExtensionApiServer,
  ExtensionApiServerProps,
  PodOptions,
  Profile,
  SecureServing,
  Storage,
  Tls,
  TlsPodCertificateOptions,
} from 'cdk8s-extension-api-server';
import { REQUIRED } from './construct/server-in-app';
import { makeCertificates } from './pki/certificates';
import { fixturePair } from './pki/fixture-pair';

const LONG = 'a'.repeat(64);
const api = (group: string, version = 'v1'): Partial<ExtensionApiServerProps> => ({ apis: [{ group, version }] });
const pair = fixturePair('catalog.catalog.svc');
const podCertificate = (options: Partial<TlsPodCertificateOptions> = {}): Tls =>
  Tls.podCertificate({ signerName: 'example.com/serving', caBundle: pair.ca, ...options });
const other = fixturePair('other.catalog.svc');
const kinds = makeCertificates('catalog.catalog.svc');

/** As openssl writes it: made here, because no key belongs into a repository. */
const encrypted = createPrivateKey(pair.privateKey).export({
  format: 'pem',
  type: 'pkcs8',
  cipher: 'aes-256-cbc',
  passphrase: 'a',
}) as string;

const notAdmitted = (level: string, found: string): string =>
  `pods must be what their Namespace admits (pod-security.kubernetes.io/enforce: ${level}), got "${found}"; ` +
  `leave it out, or set namespaceObject.labels to { 'pod-security.kubernetes.io/enforce': 'privileged' }`;

/** The mistake, the props with it, and the message after the construct path. */
const ONE_SERVER: [string, Partial<ExtensionApiServerProps>, string][] = [
  [
    'a signer without a domain',
    { tls: Tls.podCertificate({ signerName: 'serving', caBundle: pair.ca }) },
    'signerName must be a domain of two or more parts, a slash and a name, got "serving"; use the name that the signer in your cluster answers to, such as "example.com/serving"',
  ],
  [
    'a signer of one label',
    { tls: Tls.podCertificate({ signerName: 'local/serving', caBundle: pair.ca }) },
    'signerName must be a domain of two or more parts, a slash and a name, got "local/serving"; use the name that the signer in your cluster answers to, such as "example.com/serving"',
  ],
  [
    'a signer with two slashes',
    { tls: Tls.podCertificate({ signerName: 'example.com/a/b', caBundle: pair.ca }) },
    'signerName must be a domain of two or more parts, a slash and a name, got "example.com/a/b"; use the name that the signer in your cluster answers to, such as "example.com/serving"',
  ],
  [
    "a signer of Kubernetes' own",
    { tls: Tls.podCertificate({ signerName: 'kubernetes.io/kube-apiserver-client-pod', caBundle: pair.ca }) },
    'signerName must be a signer of serving certificates: Kubernetes has none for pods, got "kubernetes.io/kube-apiserver-client-pod"; install a signer, and use its name, such as "example.com/serving"',
  ],
  [
    'a pod certificate for 3599 seconds',
    { tls: podCertificate({ maxExpirationSeconds: 3599 }) },
    'maxExpirationSeconds must be a whole number from 3600 (an hour) to 7862400 (91 days), got 3599; leave it out for a day',
  ],
  [
    'a pod certificate for 7862401 seconds',
    { tls: podCertificate({ maxExpirationSeconds: 7862401 }) },
    'maxExpirationSeconds must be a whole number from 3600 (an hour) to 7862400 (91 days), got 7862401; leave it out for a day',
  ],
  [
    'a pod certificate for 3600.5 seconds',
    { tls: podCertificate({ maxExpirationSeconds: 3600.5 }) },
    'maxExpirationSeconds must be a whole number from 3600 (an hour) to 7862400 (91 days), got 3600.5; leave it out for a day',
  ],
  [
    'a user annotation without a domain',
    { tls: podCertificate({ userAnnotations: { tier: 'gold' } }) },
    'userAnnotations must have keys of a domain, a slash and a name, got "tier"; use a key that the signer documents, such as "example.com/tier"',
  ],
  [
    'a path in place of the CA of a signer',
    { tls: podCertificate({ caBundle: '/etc/ca.pem' }) },
    'caBundle must be PEM text with at least one certificate, got "what looks like a path"; pass the text that starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    'a serving certificate in place of the CA of a signer',
    { tls: podCertificate({ caBundle: pair.certificate }) },
    'caBundle must hold CA certificates, got "certificate a737b5a44beb7c85… without the CA flag"; pass the certificate of the issuer, not the one that serves',
  ],
  [
    'a pod certificate without pods',
    { image: undefined, backend: Backend.addresses(['192.0.2.7']), tls: podCertificate() },
    'Tls.podCertificate() must have pods: a kubelet requests the certificate for a pod, got "a backend outside the cluster"; use Tls.generated() or Tls.fromFiles()',
  ],
  [
    'a pod certificate that is not mounted',
    { tls: podCertificate(), secureServing: SecureServing.unmounted() },
    'secureServing must mount the certificate with Tls.podCertificate(): it is nowhere else, got "SecureServing.unmounted()"; use SecureServing.flags(), .environment() or .path()',
  ],
  [
    'no APIs',
    { apis: [] },
    'apis must name at least one group and version, got "[]"; add { group: \'wardle.example.com\', version: ' +
      "'v1alpha1' }",
  ],
  [
    "a group of kube-apiserver's without a dot",
    api('apps'),
    'group must not be one that kube-apiserver serves itself: an APIService for it takes the cluster down, got ' +
      '"apps"; use a domain of your own, such as "wardle.example.com"',
  ],
  [
    "a group of kube-apiserver's with dots",
    api('rbac.authorization.k8s.io'),
    'group must not be one that kube-apiserver serves itself: an APIService for it takes the cluster down, got ' +
      '"rbac.authorization.k8s.io"; use a domain of your own, such as "wardle.example.com"',
  ],
  [
    'a group without a dot',
    api('wardle'),
    'group must contain a dot: names without one belong to Kubernetes, got "wardle"; use a domain of your own, ' +
      'such as "wardle.example.com"',
  ],
  [
    'a kind for a resource',
    { apis: [{ group: 'wardle.example.com', version: 'v1', resources: ['Flunder'] }] },
    'resources must hold plural names of resources in lower case, got "Flunder"; use names such as "flunders" and ' +
      '"flunders/status", or leave it out for all resources',
  ],
  [
    'an API without a resource',
    { apis: [{ group: 'wardle.example.com', version: 'v1', resources: [] }] },
    'resources must hold plural names of resources in lower case, got "[]"; use names such as "flunders" and ' +
      '"flunders/status", or leave it out for all resources',
  ],
  [
    'a group in capitals',
    api('Wardle.example.com'),
    'group must be a DNS subdomain, got "Wardle.example.com"; use a domain of your own, such as "wardle.example.com"',
  ],
  [
    'an empty group',
    api(''),
    'group must be a DNS subdomain, got ""; use a domain of your own, such as "wardle.example.com"',
  ],
  [
    'a version without a v',
    api('a.example.com', 'beta1'),
    'version must look like v1, v1beta1 or v2alpha3, got "beta1"; did you mean "v1beta1"?',
  ],
  [
    'a release number for a version',
    api('a.example.com', '1.2.3'),
    'version must look like v1, v1beta1 or v2alpha3, got "1.2.3"; use the version that the server serves, not ' +
      'its release number',
  ],
  [
    'an API twice',
    {
      apis: [
        { group: 'a.example.com', version: 'v1' },
        { group: 'a.example.com', version: 'v1' },
      ],
    },
    'apis must name a group and version once, got "v1.a.example.com"; remove one',
  ],
  [
    'a group priority out of range',
    { apis: [{ group: 'a.example.com', version: 'v1', groupPriorityMinimum: 20001 }] },
    'groupPriorityMinimum must be a whole number from 1 to 20000, got 20001; leave it out unless another server ' +
      'claims the same group',
  ],
  [
    'a version priority of nothing',
    { apis: [{ group: 'a.example.com', version: 'v1', versionPriority: 0 }] },
    'versionPriority must be a whole number from 1 to 1000, got 0; leave it out unless another server claims the ' +
      'same group',
  ],
  [
    'a namespace with a dot',
    { namespace: 'my.namespace' },
    'namespace must be a DNS label of lower-case letters, digits and "-", got "my.namespace"; use a name such as ' +
      '"metrics"',
  ],
  [
    'an empty namespace',
    { namespace: '' },
    'namespace must be a DNS label of lower-case letters, digits and "-", got ""; use a name such as "metrics"',
  ],
  [
    'a name in capitals',
    { name: 'MetricsServer' },
    'name must be a DNS label of lower-case letters, digits and "-", a letter first, because a Service bears it, ' +
      'got "MetricsServer"; set the prop name, for example to "metrics-server"',
  ],
  [
    'a name that starts with a digit',
    { name: '1st' },
    'name must be a DNS label of lower-case letters, digits and "-", a letter first, because a Service bears it, ' +
      'got "1st"; set the prop name, for example to "st"',
  ],
  [
    'a name too long for a DNS name',
    { name: LONG },
    `name must have at most 63 characters to fit in a DNS name, got "${LONG}"; shorten it by 1`,
  ],
  [
    "a StatefulSet's name too long for its pods",
    { name: 'a'.repeat(53), backend: Backend.statefulSet() },
    'name must have at most 52 characters for a StatefulSet, or its pods cannot be made, got ' +
      `"${'a'.repeat(53)}"; shorten it by 1`,
  ],
  [
    'no image',
    { image: undefined },
    'image must be a container image reference, got nothing; use a reference such as ' +
      '"registry.example.com/wardle:1.0.0"',
  ],
  [
    'an image with a scheme',
    { image: 'docker://nginx' },
    'image must be a reference without a scheme, got "docker://nginx"; drop "docker://"',
  ],
  [
    'an image with a space',
    { image: 'nginx latest' },
    'image must be a container image reference, got "nginx latest"; use a reference such as ' +
      '"registry.example.com/wardle:1.0.0"',
  ],
  [
    'a port out of range',
    { port: 70000 },
    'port must be a whole number from 1 to 65535, got 70000; use 10250 unless the server needs another',
  ],
  [
    'a Service port out of range',
    { service: { port: 0 } },
    'service.port must be a whole number from 1 to 65535, got 0; use 10250 unless the server needs another',
  ],
  [
    'an admission plug-in without a name',
    { disableAdmissionPlugins: ['MutatingAdmissionPolicy', ''] },
    'disableAdmissionPlugins must hold names of admission plug-ins, each of letters and digits, got ""; use names such as MutatingAdmissionPolicy, MutatingAdmissionWebhook, NamespaceLifecycle, ValidatingAdmissionPolicy, ValidatingAdmissionWebhook',
  ],
  [
    'two admission plug-ins in one text',
    { disableAdmissionPlugins: ['BanFlunder,MutatingAdmissionPolicy'] },
    'disableAdmissionPlugins must hold names of admission plug-ins, each of letters and digits, got "BanFlunder,MutatingAdmissionPolicy"; use names such as MutatingAdmissionPolicy, MutatingAdmissionWebhook, NamespaceLifecycle, ValidatingAdmissionPolicy, ValidatingAdmissionWebhook',
  ],
  [
    'the name of the resource in place of the admission plug-in',
    { disableAdmissionPlugins: ['mutatingadmissionpolicies'] },
    'disableAdmissionPlugins must hold names of admission plug-ins: a server refuses to start with one that it does not know, got "mutatingadmissionpolicies"; did you mean "MutatingAdmissionPolicy"?',
  ],
  [
    'an admission plug-in twice',
    { disableAdmissionPlugins: ['BanFlunder', 'BanFlunder'] },
    'disableAdmissionPlugins must hold each name once, got "BanFlunder"; remove one of them',
  ],
  [
    'an admission plug-in that args enable',
    {
      disableAdmissionPlugins: ['MutatingAdmissionPolicy'],
      args: ['--enable-admission-plugins', 'BanFlunder,MutatingAdmissionPolicy'],
    },
    'disableAdmissionPlugins must not hold what args enable with --enable-admission-plugins: the server refuses to start, got "MutatingAdmissionPolicy"; remove one of the two',
  ],
  [
    'admission plug-ins of pods that are not emitted',
    { image: undefined, backend: Backend.fromPods({ app: 'x' }), disableAdmissionPlugins: ['MutatingAdmissionPolicy'] },
    'disableAdmissionPlugins must not be given for a backend whose pods are not emitted, got "ExistingPods"; leave them out, or use Backend.deployment()',
  ],
  [
    'a port flag that contradicts the port',
    { args: ['--secure-port=8443'] },
    'args must agree with the prop port, which is 10250, got "--secure-port=8443"; set port and leave the flag out',
  ],
  [
    'a port flag and its port in two words',
    { args: ['--v=2', '--secure-port', '8443'] },
    'args must agree with the prop port, which is 10250, got "--secure-port 8443"; set port and leave the flag out',
  ],
  [
    'a port in a flag of another name',
    { secureServing: SecureServing.flags({ portFlag: '--port' }), args: ['--port=9999'] },
    'args must agree with the prop port, which is 10250, got "--port=9999"; set port and leave the flag out',
  ],
  [
    'a port flag in the command',
    { container: { command: ['/catalog', '--secure-port=8443'] } },
    'container.command must agree with the prop port, which is 10250, got "--secure-port=8443"; set port and leave the flag out',
  ],
  [
    "a port flag in a shell's command line",
    { container: { command: ['sh', '-c', 'exec /catalog --secure-port 8443'] } },
    'container.command must agree with the prop port, which is 10250, got "--secure-port 8443"; set port and leave the flag out',
  ],
  [
    "the kubelet's port on EKS Fargate",
    { pod: { labels: { 'eks.amazonaws.com/fargate-profile': 'apis' } } },
    "port must not be the kubelet's on EKS Fargate, got 10250; set port, for example to 4443",
  ],
  [
    'variables for files that are not mounted',
    {
      tls: Tls.selfManaged(),
      secureServing: SecureServing.environment({ certificateVariable: 'CERT', privateKeyVariable: 'KEY' }),
    },
    'secureServing must not say where the certificate is: the server makes it itself, got "certificateVariable, privateKeyVariable"; use SecureServing.flags() or .unmounted() without them, and args or env for what the server needs',
  ],
  [
    'flags for files that are not mounted',
    { tls: Tls.dangerouslySkipVerification(), secureServing: SecureServing.flags({ certificateFlag: '--cert' }) },
    'secureServing must not say where the certificate is: the server makes it itself, got "certificateFlag"; use SecureServing.flags() or .unmounted() without them, and args or env for what the server needs',
  ],
  [
    'a Service that selects by less than the backend',
    { service: { selector: { 'app.kubernetes.io/name': 'catalog' } } },
    'service.selector must not lack app.kubernetes.io/component, which the Service selects by in any case, got {"app.kubernetes.io/name":"catalog"}; leave it out, or change what the pods are found by: selectorLabels, or the labels of Backend.fromPods()',
  ],
  [
    'a default that is left out and misspelt',
    { pod: { omit: ['securityContext.runAsUsr'] } },
    'pod.omit must name fields that the profile decides, got "securityContext.runAsUsr"; did you mean "securityContext.runAsUser"?',
  ],
  [
    'a default that the pod cannot do without',
    { container: { omit: ['ports'] } },
    'container.omit must name fields that the profile decides, got "ports"; leave it out',
  ],
  [
    'probes over a scheme that the kubelet does not know',
    { probes: { scheme: 'https' } },
    'probes.scheme must be HTTPS or HTTP, got "https"; leave it out for HTTPS',
  ],
  [
    'probes of a path without a slash',
    { probes: { readinessPath: 'healthz' } },
    'probes.readinessPath must be a path that begins with "/", got "healthz"; use one such as "/healthz"',
  ],
  [
    'a port in the Service that the APIServices do not know',
    { service: { ports: [{ name: 'https', port: 8443 }] } },
    'service.ports: the port named https is the one that kube-apiserver calls and must be service.port, which is ' +
      '443, got 8443; set service.port, or give it another name',
  ],
  [
    'one port of the Service under two names',
    { service: { ports: [{ name: 'api', port: 443 }] } },
    'service.ports must name each port once, got "443/TCP"; call it "https" to change the port that ' +
      'kube-apiserver calls, or drop it',
  ],
  [
    'a second port of the Service without a name',
    { service: { ports: [{ port: 9090 }] } },
    'service.ports must have names: the Service has several, got 9090; add name; "https" is the port that ' +
      'kube-apiserver calls',
  ],
  [
    'a Service port that nobody outside listens on',
    { image: undefined, backend: Backend.externalName('api.example.com', { port: 8443 }), service: { port: 443 } },
    'service.port must be the port of Backend.externalName(), which is 8443: kube-apiserver dials the name at ' +
      "the Service's port, got 443; leave service.port out",
  ],
  [
    'a label of the selector that no pod has',
    { service: { selector: { tier: 'gold' } } },
    'service.selector must hold labels that the pods have, got {"tier":"gold"}; leave it out, or give the label ' +
      'to the pods with pod.labels',
  ],
  [
    "another label of a StatefulSet's pods",
    { backend: Backend.statefulSet({ selectorLabels: { app: 'x' } }), service: { selector: { app: 'y' } } },
    'service.selector must hold labels that the pods have, got {"app":"y"}; leave it out, or give the label to ' +
      'the pods with pod.labels',
  ],
  [
    'another label of existing pods',
    { image: undefined, backend: Backend.fromPods({ app: 'x' }), service: { selector: { app: 'y' } } },
    'service.selector must hold labels that the pods have, got {"app":"y"}; leave it out, and give the labels to ' +
      'Backend.fromPods()',
  ],
  [
    'a selector beside addresses',
    { image: undefined, backend: Backend.addresses(['192.0.2.1']), service: { selector: { app: 'x' } } },
    'service.selector must hold labels that the pods have, got {"app":"x"}; leave it out, or use ' +
      'Backend.fromPods() for pods',
  ],
  [
    'a selector beside a name',
    { image: undefined, backend: Backend.externalName('api.example.com'), service: { selector: { app: 'x' } } },
    'service.selector must hold labels that the pods have, got {"app":"x"}; leave it out, or use ' +
      'Backend.fromPods() for pods',
  ],
  [
    'a Service that leads past the pods',
    { service: { type: 'ExternalName', externalName: 'api.example.com' } },
    'service must not lead to a name outside the cluster for a backend of another kind, got "api.example.com"; ' +
      'leave type and externalName out, or use Backend.externalName()',
  ],
  [
    'a Service that leads past the addresses',
    { image: undefined, backend: Backend.addresses(['192.0.2.1']), service: { type: 'ExternalName' } },
    'service must not lead to a name outside the cluster for a backend of another kind, got "ExternalName"; ' +
      'leave type and externalName out, or use Backend.externalName()',
  ],
  [
    'a Service of another type for a name',
    { image: undefined, backend: Backend.externalName('api.example.com'), service: { type: 'NodePort' } },
    'service.type must be ExternalName for Backend.externalName(), got "NodePort"; leave it out',
  ],
  [
    'a Service of another name',
    { image: undefined, backend: Backend.externalName('api.example.com'), service: { externalName: 'y.example.com' } },
    'service.externalName must be the name that Backend.externalName() got, which is api.example.com, got ' +
      '"y.example.com"; leave it out',
  ],
  [
    'labels of a Namespace that nobody emits',
    { namespace: 'kube-system', namespaceObject: { labels: { a: 'b' } } },
    'namespaceObject.labels must not be given where no Namespace is emitted, got {"a":"b"}; leave it out, or set ' +
      'namespaceObject.enabled to true',
  ],
  [
    'labels of the Namespace that existing pods have',
    { image: undefined, backend: Backend.fromPods({ app: 'x' }), namespaceObject: { labels: { a: 'b' } } },
    'namespaceObject.labels must not be given where no Namespace is emitted, got {"a":"b"}; leave it out, or set ' +
      'namespaceObject.enabled to true',
  ],
  [
    'annotations of a Namespace that is not to be emitted',
    { namespaceObject: { enabled: false, annotations: { a: 'b' } } },
    'namespaceObject.annotations must not be given where no Namespace is emitted, got {"a":"b"}; leave it out, ' +
      'or set namespaceObject.enabled to true',
  ],
  [
    'a port of pods that do not exist',
    { image: undefined, backend: Backend.addresses(['192.0.2.1']), port: 8443 },
    'port must be that of the backend, which is 443, got 8443; leave it out, and give the port to ' +
      'Backend.addresses() or Backend.externalName()',
  ],
  [
    'a request above its limit',
    {
      container: {
        resources: {
          requests: { memory: k8s.Quantity.fromString('2Gi') },
          limits: { memory: k8s.Quantity.fromString('512Mi') },
        },
      },
    },
    'container.resources must request no more memory than the limit of 512Mi, got "2Gi"; raise the limit, or ' +
      'leave it out',
  ],
  [
    'two containers of one name',
    { storage: Storage.etcdSidecar(), container: { name: 'etcd' } },
    'containers of a pod must have names of their own, got "etcd"; set container.name, or rename the one in ' +
      'pod.sidecars or pod.initContainers',
  ],
  [
    'annotations for a ServiceAccount that is not emitted',
    { rbac: { serviceAccountName: 'ours', serviceAccountAnnotations: { a: 'b' } } },
    'rbac.serviceAccountAnnotations must not be given for the existing ServiceAccount ours, got ' +
      '{"a":"b"}; leave it out, or leave rbac.serviceAccountName out',
  ],
  [
    'an installer without a namespace',
    { rbac: { installer: { kind: 'ServiceAccount', name: 'argo' } } },
    'rbac.installer must say in which namespace the ServiceAccount argo is, got nothing; add namespace',
  ],
  [
    'an installer of another kind',
    { rbac: { installer: { kind: 'Role', name: 'argo' } } },
    'rbac.installer.kind must be ServiceAccount, User or Group, got "Role"; name the account, the user or the group',
  ],
  [
    'a namespace that is undefined',
    { namespace: process.env.NEVER_SET as unknown as string },
    'namespace must be given, got nothing; add namespace',
  ],
  [
    'a namespace that every JavaScript object has',
    { namespace: 'constructor' },
    'namespace must be a name that cdk8s can hold, got "constructor"; use another',
  ],
  [
    'a group that is undefined',
    api(process.env.NEVER_SET as unknown as string),
    'apis[0].group must be given, got nothing; add group',
  ],
  ['no list of APIs', { apis: undefined as unknown as [] }, 'apis must be given, got nothing; add apis'],
  [
    'an unknown profile',
    { profile: 'PROD' as Profile },
    'profile must be one of PRODUCTION, DEVELOPMENT, BARE, got "PROD"; use Profile.PRODUCTION or another of its ' +
      'members',
  ],
  [
    'an image that is a token',
    { image: Lazy.any({ produce: () => 'nginx' }) as string },
    'image must be text, got "an instance of Lazy"; write it in quotes',
  ],
  [
    'an image in capitals',
    { image: 'ghcr.io/MyOrg/app:1.0' },
    'image must be a container image reference, whose path is in lower case, got "ghcr.io/MyOrg/app:1.0"; use a ' +
      'reference such as "registry.example.com/wardle:1.0.0"',
  ],
  [
    'an IPv4 address inside IPv6',
    { image: undefined, backend: Backend.addresses(['::ffff:192.0.2.1']) },
    'address must not be an IPv4 address written as IPv6, got "::ffff:192.0.2.1"; write it as IPv4',
  ],
  [
    "the kubelet's port on the node's network",
    { pod: { hostNetwork: true } },
    "port must not be the kubelet's when pod.hostNetwork is true, got 10250; set port, for example to 4443",
  ],
  [
    'a negative number of replicas',
    { replicas: -1 },
    'replicas must be a whole number, 0 or more, got -1; use 2 for a server that stays up while a node is drained',
  ],
  [
    'two replicas over an etcd sidecar',
    { storage: Storage.etcdSidecar(), replicas: 2 },
    'replicas must be 1: an etcd sidecar belongs to one pod: replicas would each see other data, got 2; use ' +
      'Storage.externalEtcd() for more',
  ],
  [
    'an etcd image that is no image',
    { storage: Storage.etcdSidecar({ image: '' }) },
    'image must be a container image reference, got ""; use a reference such as "registry.example.com/wardle:1.0.0"',
  ],
  [
    'no etcd servers',
    { storage: Storage.externalEtcd({ servers: [] }) },
    'etcd servers must name at least one, got "[]"; add a URL such as http://etcd.example.com:2379',
  ],
  [
    'https to etcd without a client certificate',
    { storage: Storage.externalEtcd({ servers: ['https://etcd:2379'] }) },
    'etcd servers must be http:// URLs unless tls is given, got "https://etcd:2379"; use http://, or give tls ' +
      'for https://',
  ],
  [
    'an etcd with a password and without a scheme',
    { storage: Storage.externalEtcd({ servers: ['root:word@etcd:2379'] }) },
    'etcd servers must be http:// URLs unless tls is given, got "one with a user name or password"; use http://, ' +
      'or give tls for https://',
  ],
  [
    'a relative etcd prefix',
    { storage: Storage.externalEtcd({ servers: ['http://etcd:2379'], prefix: 'registry' }) },
    'etcd prefix must be an absolute path, got "registry"; use one such as "/registry/wardle.example.com"',
  ],
  [
    'an etcd client key of another certificate',
    {
      storage: Storage.externalEtcd({
        servers: ['https://etcd:2379'],
        tls: EtcdTls.fromPem({ ...pair, privateKey: other.privateKey }),
      }),
    },
    expect.stringMatching(
      /^privateKey must belong to the certificate, got "another key than that of certificate [0-9a-f]{16}…"; pass the key that the certificate was issued for$/,
    ) as unknown as string,
  ],
  [
    'a disruption budget that forbids every eviction',
    { podDisruptionBudget: { minAvailable: k8s.IntOrString.fromNumber(2) } },
    'podDisruptionBudget must allow an eviction, or nodes can never be drained, got "minAvailable 2 of 2"; use ' +
      'maxUnavailable 1',
  ],
  [
    'a disruption budget whose share is rounded up to all',
    { podDisruptionBudget: { minAvailable: k8s.IntOrString.fromString('51%') } },
    'podDisruptionBudget must allow an eviction, or nodes can never be drained, got "minAvailable 51% of 2"; use ' +
      'maxUnavailable 1',
  ],
  [
    'a Service port to a name that no container has',
    { service: { ports: [{ name: 'metrics', port: 9090, targetPort: k8s.IntOrString.fromString('metrics') }] } },
    'service.ports must have targetPorts that a container has (https), got "metrics"; add it to container.ports ' +
      "or to a sidecar's, or use its number",
  ],
  [
    'a disruption budget for one replica',
    { replicas: 1, podDisruptionBudget: { enabled: true } },
    'podDisruptionBudget must guard 2 replicas or more, got 1; raise replicas or leave it out',
  ],
  [
    'a disruption budget with both fields',
    {
      podDisruptionBudget: {
        minAvailable: k8s.IntOrString.fromNumber(1),
        maxUnavailable: k8s.IntOrString.fromNumber(1),
      },
    },
    'podDisruptionBudget must have either minAvailable or maxUnavailable, got "both"; drop one',
  ],
  [
    'a misspelt field',
    { container: { resources: { request: {} } as k8s.ResourceRequirements } },
    'container.resources must hold fields that Kubernetes 1.37 knows, got "request"; did you mean "requests"?',
  ],
  [
    'a quantity with a unit that is none',
    { container: { resources: { limits: { memory: k8s.Quantity.fromString('1GB') } } } },
    'container.resources.limits.memory must be a quantity, 0 or more, got "1GB"; use k8s.Quantity.fromString with ' +
      'a value such as "100m" or "128Mi"',
  ],
  [
    'a key of a label that YAML 1.1 would merge',
    { metadata: { labels: { '<<': 'x' } } },
    'each key of metadata.labels must be a word without a meaning to JavaScript or YAML, got "<<"; use another key',
  ],
  [
    'a key of a label that every JavaScript object has',
    { metadata: { labels: { constructor: 'x' } as unknown as Record<string, string> } },
    'each key of metadata.labels must be a word without a meaning to JavaScript or YAML, got "constructor"; use ' +
      'another key',
  ],
  [
    'a key of a label with a space',
    { metadata: { labels: { 'a b': 'x' } } },
    'each key of metadata.labels must be a name such as "team" or "example.com/team", got "a b"; use at most 63 ' +
      'letters, digits, "-", "_" and ".", after a domain and a "/" where they need one',
  ],
  [
    'a label of 200,000 letters',
    { metadata: { labels: { team: 'a'.repeat(200_000) } } },
    'metadata.labels.team must be a label value: at most 63 letters, digits, "-", "_" and ".", got ' +
      `"${'a'.repeat(100)}… (200000 characters)"; write it in quotes, and put any other text into an annotation`,
  ],
  [
    'more replicas than an int32 holds',
    { replicas: 2 ** 31 },
    'replicas must be a whole number, 0 or more, got 2147483648; use 2 for a server that stays up while a node is drained',
  ],
  [
    'a text of 70,000 schemes',
    { image: '://'.repeat(70_000) },
    'image must be a container image reference, got ' +
      `"${'://'.repeat(34).slice(0, 100)}… (210000 characters)"; use a reference such as ` +
      '"registry.example.com/wardle:1.0.0"',
  ],
  [
    'an image of 200,000 capital letters',
    { image: 'A'.repeat(200_000) },
    `image must be a container image reference, got "${'A'.repeat(100)}… (200000 characters)"; use a reference ` +
      'such as "registry.example.com/wardle:1.0.0"',
  ],
  [
    'a key of a map that YAML 1.1 would merge',
    { pod: { volumes: [{ name: 'a', csi: { driver: 'a', volumeAttributes: { '<<': 'x' } } }] } },
    'each key of pod.volumes[0].csi.volumeAttributes must be a word without a meaning to JavaScript or YAML, got "<<"; ' +
      'use another key',
  ],
  [
    'a label of alerts that Prometheus does not take',
    { monitoring: { alertLabels: { 'a-b': 'x' } } },
    'each key of monitoring.alertLabels must be a label of Prometheus, got "a-b"; use letters, digits and "_", a ' +
      'letter first',
  ],
  [
    'a rule without verbs',
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: [] }] },
    'rules[0].verbs must be given, got "[]"; add verbs',
  ],
  [
    'a volume without a field that must be given',
    { pod: { volumes: [{ name: 'a', cephfs: { monitors: [] } }] } },
    'pod.volumes[0].cephfs.monitors must be given, got "[]"; add monitors',
  ],
  [
    'a rule without API groups',
    { rules: [{ resources: ['pods'], verbs: ['get'] }] },
    "rules[0] must name at least one of its apiGroups, got nothing; add apiGroups; the core group is ''",
  ],
  [
    'a rule of resources and paths',
    { rules: [{ apiGroups: [''], resources: ['pods'], nonResourceUrLs: ['/metrics'], verbs: ['get'] }] },
    'rules[0] must be about either resources or nonResourceURLs, got "nonResourceURLs and apiGroups"; make two ' +
      'rules of it',
  ],
  [
    'a period of a probe below nothing',
    { container: { livenessProbe: { periodSeconds: -1 } } },
    'container.livenessProbe.periodSeconds must be a whole number, 0 or more, got -1; write it without quotes and ' +
      'without a fraction',
  ],
  [
    'a mount without a volume',
    { profile: Profile.BARE, container: { volumeMounts: [{ name: 'cache', mountPath: '/cache' }] } },
    'the container catalog must mount volumes that the pod has (certificate), got "cache"; add it to pod.volumes',
  ],
  [
    'two mounts in one folder',
    {
      pod: {
        volumes: [{ name: 'a' }],
        sidecars: [
          {
            name: 'b',
            volumeMounts: [
              { name: 'a', mountPath: '/a' },
              { name: 'a', mountPath: '/a' },
            ],
          },
        ],
      },
    },
    'the container b must mount one volume in a folder, got "/a"; give one of the two another mountPath',
  ],
  [
    'a volume of the name of another',
    {
      backend: Backend.statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'a' } }] }),
      pod: { volumes: [{ name: 'a' }] },
    },
    'pod.volumes must have names of their own, got "a"; rename one; a volume of volumeClaimTemplates has a name too',
  ],
  [
    "the server's port in a sidecar",
    { pod: { sidecars: [{ name: 'a', ports: [{ containerPort: 10250 }] }] } },
    'containers of a pod must listen on ports of their own, got "10250/TCP"; set the prop port, or another port of ' +
      'the sidecar',
  ],
  [
    "etcd's port for the server",
    { storage: Storage.etcdSidecar(), port: 2379 },
    "port must not be one of the storage's sidecar, which listens on 2379, 2380, 2381, got 2379; leave it out, or use another",
  ],
  [
    'an address for a DNS name outside',
    { image: undefined, backend: Backend.externalName('10.0.0.1') },
    'Backend.externalName() must get a DNS name, got "10.0.0.1"; drop scheme, port and path; use ' +
      'Backend.addresses() for an IP address',
  ],
  [
    'a probe that overlays none and has no port',
    { profile: Profile.BARE, container: { livenessProbe: { httpGet: { path: '/livez' } as k8s.HttpGetAction } } },
    'container.livenessProbe.httpGet.port must be given, got nothing; add port',
  ],
  [
    'a variable whose value is a number, which may be a password',
    { env: [{ name: 'PIN', value: 1234 as unknown as string }] },
    'env[0].value must be text, got "a number"; write it in quotes',
  ],
  [
    'a misspelt peer of the NetworkPolicy',
    { networkPolicy: { from: [{ ipblock_: {} } as k8s.NetworkPolicyPeer] } },
    'networkPolicy.from[0] must hold fields that Kubernetes 1.37 knows, got "ipblock_"; did you mean "ipBlock"?',
  ],
  [
    "replicas of the backend's",
    { backend: Backend.deployment({ replicas: 3 } as BackendDeploymentOptions) },
    'backend must hold no field that is decided elsewhere, got "backend.replicas"; use the prop replicas',
  ],
  [
    "a selector of the budget's",
    { podDisruptionBudget: { enabled: true, selector: {} } as PodDisruptionBudgetOptions },
    'podDisruptionBudget must hold no field that is decided elsewhere, got "podDisruptionBudget.selector"; leave ' +
      "it out: it is the Service's",
  ],
  [
    "a variable of the container's",
    { container: { env: [{ name: 'TOKEN', value: 'secret' }] } as ContainerOptions },
    'container must hold no field that is decided elsewhere, got "container.env"; use the prop env',
  ],
  [
    "an image of the container's",
    { container: { image: 'registry.example.com/other:1.0.0' } as ContainerOptions },
    'container must hold no field that is decided elsewhere, got "container.image"; use the prop image',
  ],
  [
    "arguments of the container's",
    { container: { args: ['--v=2'] } as ContainerOptions },
    'container must hold no field that is decided elsewhere, got "container.args"; use the prop args',
  ],
  [
    "an account of the pod's",
    { pod: { serviceAccountName: 'mine' } as PodOptions },
    'pod must hold no field that is decided elsewhere, got "pod.serviceAccountName"; use rbac.serviceAccountName',
  ],
  [
    "an account of the pod's in the old way",
    { pod: { serviceAccount: 'mine' } as PodOptions },
    'pod must hold no field that is decided elsewhere, got "pod.serviceAccount"; use rbac.serviceAccountName',
  ],
  [
    "containers of the pod's",
    { pod: { containers: [{ name: 'other' }] } as PodOptions },
    'pod must hold no field that is decided elsewhere, got "pod.containers"; use the prop container for the ' +
      "server's, and pod.sidecars for others",
  ],
  [
    'a pod with a restartPolicy',
    { pod: { restartPolicy: 'Never' } as PodOptions },
    'pod must hold no field that is decided elsewhere, got "pod.restartPolicy"; leave it out: Kubernetes allows ' +
      'nothing but Always',
  ],
  [
    'ephemeral containers',
    { pod: { ephemeralContainers: [{ name: 'debugger' }] } as PodOptions },
    'pod must hold no field that is decided elsewhere, got "pod.ephemeralContainers"; use pod.sidecars: ' +
      'Kubernetes allows none in what makes pods',
  ],
  [
    'props for pods that are not emitted',
    { backend: Backend.fromPods({ app: 'x' }), replicas: 2 },
    'image, replicas must not be given for a backend whose pods are not emitted, got "ExistingPods"; leave them ' +
      'out, or use Backend.deployment()',
  ],
  [
    'an existing backend without labels',
    { image: undefined, backend: Backend.fromPods({}) },
    'Backend.fromPods() must get pod labels, got "{}"; give the labels that the workload\'s selector has',
  ],
  [
    'a selector of nothing',
    { backend: Backend.deployment({ selectorLabels: {} }) },
    'selectorLabels must not be empty: the Service would select every pod, got "{}"; leave it out, or give at ' +
      'least one label',
  ],
  [
    'a URL for a host',
    { image: undefined, backend: Backend.externalName('https://api.example.com') },
    'Backend.externalName() must get a DNS name, got "https://api.example.com"; drop scheme, port and path; use ' +
      'Backend.addresses() for an IP address',
  ],
  [
    'a loopback address',
    { image: undefined, backend: Backend.addresses(['127.0.0.1']) },
    'address must be reachable from the control plane, not loopback, link-local or multicast, got "127.0.0.1"; ' +
      'use the address of the network that both share',
  ],
  [
    'a DNS name for an address',
    { image: undefined, backend: Backend.addresses(['laptop.local']) },
    'address must be an IP address, got "laptop.local"; use Backend.externalName() for a DNS name',
  ],
  [
    'no addresses',
    { image: undefined, backend: Backend.addresses([]) },
    'Backend.addresses() must get at least one address, got "[]"; give the address of the server',
  ],
  [
    'a network policy outside the cluster',
    { image: undefined, backend: Backend.addresses(['192.0.2.1']), networkPolicy: { enabled: true } },
    'networkPolicy must not be given for a backend outside the cluster, got "Addresses"; leave it out',
  ],
  [
    'a life of half a day',
    { tls: Tls.generated({ validity: Duration.hours(12) }) },
    'validity must be a whole number of days, from 1 to 36500, got "12 hours"; use Duration.days(365)',
  ],
  [
    'a DNS name with a scheme',
    { tls: Tls.generated({ dnsNames: ['https://x'] }) },
    'dnsNames must hold DNS names, got "https://x"; use names such as "metrics.example.com"',
  ],
  [
    'an address for a DNS name',
    { tls: Tls.generated({ dnsNames: ['192.0.2.1'] }) },
    'dnsNames must hold DNS names, got "192.0.2.1"; use names such as "metrics.example.com"',
  ],
  [
    'no folder for the state',
    { tls: Tls.generated({ directory: '' }) },
    'directory must name a folder, got ""; use one beside cdk8s.yaml, such as "pki"',
  ],
  [
    'an additional CA that is base64 of PEM',
    { tls: Tls.generated({ additionalCa: Buffer.from(pair.ca).toString('base64') }) },
    'additionalCa must be PEM text with at least one certificate, got "base64 of PEM text"; pass the text that ' +
      'starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    'a CA that is a path',
    { tls: Tls.fromSecret({ ca: './ca.crt', secretName: 'x' }) },
    'ca must be PEM text with at least one certificate, got "what looks like a path"; pass the text that starts ' +
      'with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    'a Secret without a CA',
    { tls: Tls.fromSecret({ secretName: 'x' }) },
    'Tls.fromSecret() must get either ca or caFile, got "neither"; give the CA certificates under which the one ' +
      'in the Secret was signed',
  ],
  [
    'a Secret with two CAs of two kinds',
    { tls: Tls.fromSecret({ secretName: 'x', ca: pair.ca, caFile: 'ca.pem' }) },
    'Tls.fromSecret() must get either ca or caFile, got "both"; give the CA certificates under which the one in ' +
      'the Secret was signed',
  ],
  [
    "a Secret's name that is no name",
    { tls: Tls.fromSecret({ secretName: 'My Secret', ca: pair.ca }) },
    'secretName must be the name of a Secret, got "My Secret"; use the metadata.name of one in the server\'s namespace',
  ],
  [
    'a key of a Secret that is a path',
    { tls: Tls.fromSecret({ secretName: 'x', ca: pair.ca, certificateDataKey: 'pki/server.pem' }) },
    'certificateDataKey and privateKeyDataKey must be keys of a Secret\'s data: letters, digits, "-", "_" and ' +
      '".", got "pki/server.pem"; use those that kubectl describe secret shows',
  ],
  [
    'one key of a Secret for two things',
    { tls: Tls.fromSecret({ secretName: 'x', ca: pair.ca, privateKeyDataKey: 'tls.crt' }) },
    'certificateDataKey and privateKeyDataKey must differ, got "tls.crt"; a server reads the certificate and the ' +
      'key from two files',
  ],
  [
    'a chain in the wrong order',
    { tls: Tls.fromPem(kinds['in the wrong order']) },
    expect.stringMatching(
      /^certificate must begin with the serving certificate, got "certificate [0-9a-f]{16}…, which is a CA"; put the serving certificate first and the intermediates after it$/,
    ) as unknown as string,
  ],
  [
    'the key of another certificate',
    { tls: Tls.fromPem({ ...pair, privateKey: other.privateKey }) },
    expect.stringMatching(
      /^privateKey must belong to the certificate, got "another key than that of certificate [0-9a-f]{16}…"; pass the key that the certificate was issued for$/,
    ) as unknown as string,
  ],
  [
    'a key that is encrypted',
    { tls: Tls.fromPem({ ...pair, privateKey: encrypted }) },
    'privateKey must not be encrypted: the server cannot ask for a passphrase, got "an encrypted key"; decrypt ' +
      'it with openssl pkey -in KEY -out DECRYPTED',
  ],
  [
    'base64 of a certificate',
    { tls: Tls.fromPem({ ...pair, certificate: Buffer.from(pair.certificate).toString('base64') }) },
    'certificate must be PEM text with at least one certificate, got "base64 of PEM text"; pass the text that ' +
      'starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
  ],
  [
    "an issuer's name that is no name",
    { tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('Our CA') }) },
    'issuer must have the name of an object of Kubernetes, got "Our CA"; use the metadata.name of the issuer',
  ],
  [
    "an issuer's apiVersion for its group",
    {
      tls: Tls.certManager({
        issuer: CertManagerIssuer.fromExternal('ours', { group: 'issuers.example.com/v1', kind: 'CompanyIssuer' }),
      }),
    },
    'issuer must have an API group, got "issuers.example.com/v1"; use the part of its apiVersion before the "/"',
  ],
  [
    'an issuer of a resource in place of a kind',
    {
      tls: Tls.certManager({
        issuer: CertManagerIssuer.fromExternal('ours', { group: 'issuers.example.com', kind: 'companyissuers' }),
      }),
    },
    'issuer must have a kind, got "companyissuers"; use one such as "AWSPCAClusterIssuer"',
  ],
  [
    "an issuer's CA that is no CA",
    { tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('ours', { ca: pair.certificate }) }) },
    expect.stringMatching(
      /^ca must hold CA certificates, got "certificate [0-9a-f]{16}… without the CA flag"; pass the certificate of the issuer, not the one that serves$/,
    ) as unknown as string,
  ],
  [
    "a CA's life beside an issuer",
    { tls: Tls.certManager({ issuer: CertManagerIssuer.fromClusterIssuer('ours'), caValidity: Duration.days(365) }) },
    'caValidity and caRenewBefore must not be given beside issuer, whose CA is its own, got "365 days"; leave them out',
  ],
  [
    'a life of half an hour',
    { tls: Tls.certManager({ validity: Duration.minutes(30) }) },
    'validity must be from an hour to a hundred years, in whole seconds, got "30 minutes"; use Duration.days(90)',
  ],
  [
    'a renewal before the beginning',
    { tls: Tls.certManager({ validity: Duration.days(30), renewBefore: Duration.days(30) }) },
    'renewBefore must be five minutes or more, in whole seconds, and less than validity, which is 30 days, got ' +
      '"30 days"; leave it out: a third of the validity is cert-manager\'s own choice',
  ],
  [
    'a renewal in the last minute',
    { tls: Tls.certManager({ renewBefore: Duration.minutes(1) }) },
    'renewBefore must be five minutes or more, in whole seconds, and less than validity, which is 90 days, got ' +
      '"1 minute"; leave it out: a third of the validity is cert-manager\'s own choice',
  ],
  [
    'a CA that is shorter than what it signs',
    { tls: Tls.certManager({ validity: Duration.days(400), caValidity: Duration.days(365) }) },
    'caValidity must be longer than caRenewBefore, which is 400 days, got "365 days"; use Duration.days(3650)',
  ],
  [
    'a CA that is renewed too late',
    { tls: Tls.certManager({ caRenewBefore: Duration.days(30) }) },
    'caRenewBefore must be no less than validity, which is 90 days, or a certificate could outlive its CA, got ' +
      '"30 days"; leave it out, or shorten validity',
  ],
  [
    'a name that cert-manager would wait for',
    { tls: Tls.certManager({ dnsNames: ['https://x'] }) },
    'dnsNames must hold DNS names, got "https://x"; use names such as "metrics.example.com"',
  ],
  [
    'two pods with a certificate each',
    { tls: Tls.selfManaged(), replicas: 2 },
    'replicas must be 1: each pod makes a certificate of its own, and kube-apiserver trusts the one that was ' +
      'written last, got 2; use Tls.selfManaged({ secretName }) for pods that share a pair',
  ],
  [
    "a server's Secret whose name is no name",
    { tls: Tls.selfManaged({ secretName: 'pki/pair' }) },
    'secretName must be the name of a Secret, got "pki/pair"; use one such as "catalog-serving-cert"',
  ],
  [
    'a certificate for another name',
    { tls: Tls.fromPem(other) },
    'certificate must be valid for catalog.catalog.svc, the name that kube-apiserver checks, got ' +
      '"other.catalog.svc"; issue it with the DNS name catalog.catalog.svc',
  ],
];

describe('one wrong prop: one line, and nothing on disk', () => {
  const home = process.cwd();
  let folder: string;
  beforeEach(() => process.chdir((folder = mkdtempSync(join(tmpdir(), 'bad-input-')))));
  afterEach(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  test.each(ONE_SERVER)('%s', (_name, props, message) => {
    const app = new App({ outdir: join(folder, 'dist') });
    const chart = new Chart(app, 'app');
    const thrown = caught(() => new ExtensionApiServer(chart, 'catalog', { ...REQUIRED, ...props }));
    expect(thrown).toMatch(/^app\/catalog: [^\n]+$/);
    expect(thrown.slice('app/catalog: '.length)).toEqual(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  /** The mistake, the content of one file, which of the three it is, and the message. */
  const FILES: [string, string | Buffer | undefined, 'ca' | 'certificate' | 'privateKey', string][] = [
    [
      'a file that is not there',
      undefined,
      'certificate',
      'certificateFile must name a file that can be read from FOLDER, got "pki/certificate.pem (ENOENT)"; check ' +
        'the path, which is relative to the folder in which synth runs',
    ],
    [
      'an empty file',
      '',
      'ca',
      'caFile must be PEM text with at least one certificate, got "an empty text"; pass the text that starts ' +
        'with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
    ],
    [
      'DER',
      new X509Certificate(pair.certificate).raw,
      'certificate',
      'certificateFile must be a PEM file, got "pki/certificate.pem in DER"; convert it with openssl x509 ' +
        '-inform der, or openssl pkey -inform der for a key',
    ],
    [
      'a key in DER',
      createPrivateKey(pair.privateKey).export({ format: 'der', type: 'pkcs8' }),
      'privateKey',
      'privateKeyFile must be a PEM file, got "pki/privateKey.pem in DER"; convert it with openssl x509 -inform ' +
        'der, or openssl pkey -inform der for a key',
    ],
    [
      'a file in base64',
      Buffer.from(pair.ca).toString('base64'),
      'ca',
      'caFile must be PEM text with at least one certificate, got "base64 of PEM text"; pass the text that ' +
        'starts with "-----BEGIN CERTIFICATE-----", not a path or base64 of it',
    ],
    [
      'the key for the certificate',
      pair.privateKey,
      'certificate',
      'certificateFile must hold certificates only, got "a block of type PRIVATE KEY"; pass the key as privateKey',
    ],
    [
      'a key that is encrypted',
      encrypted,
      'privateKey',
      'privateKeyFile must not be encrypted: the server cannot ask for a passphrase, got "an encrypted key"; ' +
        'decrypt it with openssl pkey -in KEY -out DECRYPTED',
    ],
  ];

  test.each(FILES)('in a file: %s', (_name, content, which, message) => {
    expect(fromFiles(which, path => content === undefined || writeFileSync(path, content))).toBe(
      `app/catalog: ${message.replace('FOLDER', process.cwd())}`,
    );
  });

  test('in a file: a folder', () => {
    expect(fromFiles('ca', path => mkdirSync(path))).toBe(
      `app/catalog: caFile must name a file that can be read from ${process.cwd()}, got "pki/ca.pem (EISDIR)"; ` +
        'name the file in that folder',
    );
  });

  test('PEM text in place of a path is refused', () => {
    const tls = Tls.fromFiles({ caFile: pair.privateKey, certificateFile: 'tls.pem', privateKeyFile: 'key.pem' });
    expect(caught(() => new ExtensionApiServer(new Chart(new App(), 'app'), 'catalog', { ...REQUIRED, tls }))).toBe(
      'app/catalog: caFile must name a file, got "PEM text"; pass its path; PEM text itself is for ' +
        'Tls.fromPem(), and for ca of Tls.fromSecret()',
    );
  });

  /** All three as they should be, but one. */
  function fromFiles(wrong: keyof typeof pair, write: (path: string) => unknown): string {
    mkdirSync('pki');
    for (const name of ['ca', 'certificate', 'privateKey'] as const) {
      if (name === wrong) write(`pki/${name}.pem`);
      else writeFileSync(`pki/${name}.pem`, pair[name]);
    }
    const tls = Tls.fromFiles({
      caFile: 'pki/ca.pem',
      certificateFile: 'pki/certificate.pem',
      privateKeyFile: 'pki/privateKey.pem',
    });
    return caught(
      () =>
        new ExtensionApiServer(new Chart(new App({ outdir: join(folder, 'dist') }), 'app'), 'catalog', {
          ...REQUIRED,
          tls,
        }),
    );
  }

  test('a construct id that is no name: the message says where the name came from', () => {
    const chart = new Chart(new App(), 'app');
    expect(caught(() => new ExtensionApiServer(chart, 'MyServer', REQUIRED))).toBe(
      "app/MyServer: name (the construct's id, as none was given) must be a DNS label of lower-case letters, " +
        'digits and "-", a letter first, because a Service bears it, got "MyServer"; set the prop name, for ' +
        'example to "my-server"',
    );
  });

  /** Rules between objects, which a patch may still change: seen at synth. */
  const ADMITTED: [string, Partial<ExtensionApiServerProps>, string][] = [
    [
      "the node's network where the Namespace forbids it",
      { pod: { hostNetwork: true }, port: 4443 },
      notAdmitted('restricted', 'hostNetwork: true'),
    ],
    [
      'a folder of the node where the Namespace forbids it',
      { pod: { volumes: [{ name: 'log', hostPath: { path: '/var/log' } }] } },
      notAdmitted('restricted', 'a hostPath in the volume log'),
    ],
    [
      'a port of the node where the Namespace forbids it',
      { container: { ports: [{ name: 'https', containerPort: 10250, hostPort: 443 }] } },
      notAdmitted('restricted', 'hostPort: 443'),
    ],
    [
      'a privileged sidecar where the Namespace forbids it',
      {
        pod: { sidecars: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] },
        namespaceObject: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      },
      notAdmitted('baseline', 'privileged: true'),
    ],
    [
      'root where the Namespace forbids it',
      { pod: { securityContext: { runAsUser: 0 } } },
      notAdmitted('restricted', 'runAsUser: 0'),
    ],
  ];

  test.each(ADMITTED)('%s', (_name, props, message) => {
    const app = new App({ outdir: join(folder, 'dist') });
    new ExtensionApiServer(new Chart(app, 'app'), 'catalog', { ...REQUIRED, ...props });
    expect(caught(() => app.synth())).toBe(`Validation failed with the following errors:\n  [app/catalog] ${message}`);
    expect(existsSync(join(folder, 'pki'))).toBe(false);
  });

  test('a patched Namespace that admits the pods is accepted', () => {
    const app = new App({ outdir: join(folder, 'dist') });
    const { namespaceObject } = new ExtensionApiServer(new Chart(app, 'app'), 'catalog', {
      ...REQUIRED,
      pod: { hostNetwork: true },
      port: 4443,
      tls: Tls.dangerouslySkipVerification(),
    });
    namespaceObject!.addJsonPatch(
      JsonPatch.replace('/metadata/labels/pod-security.kubernetes.io~1enforce', 'privileged'),
    );
    expect(caught(() => app.synth())).toBe('nothing was thrown');
  });

  const TOGETHER: [string, (app: App) => void, string[]][] = [
    [
      'one API claimed by two servers of an app',
      app => {
        new ExtensionApiServer(new Chart(app, 'one'), 'first', REQUIRED);
        new ExtensionApiServer(new Chart(app, 'two'), 'second', { ...REQUIRED, namespace: 'elsewhere' });
      },
      [
        '[two/second] group and version must be claimed once in an app (one/first has it), got ' +
          '"v1.catalog.example.com"; remove one: two APIServices of one name overwrite each other',
      ],
    ],
    [
      'two servers of one name in a namespace, and both claim the same',
      app => {
        new ExtensionApiServer(new Chart(app, 'one'), 'first', { ...REQUIRED, name: 'catalog' });
        new ExtensionApiServer(new Chart(app, 'two'), 'second', { ...REQUIRED, name: 'catalog' });
      },
      [
        '[two/second] group and version must be claimed once in an app (one/first has it), got ' +
          '"v1.catalog.example.com"; remove one: two APIServices of one name overwrite each other',
        '[two/second] name must be used once in namespace catalog (one/first has it), got "catalog"; set the ' +
          'prop name of one',
      ],
    ],
    [
      "a server that has the name of a StatefulSet's second Service",
      app => {
        new ExtensionApiServer(new Chart(app, 'one'), 'ledger', { ...REQUIRED, backend: Backend.statefulSet() });
        new ExtensionApiServer(new Chart(app, 'two'), 'ledger-pods', { ...REQUIRED, ...api('b.example.com') });
      },
      [
        '[two/ledger-pods] name must be used once in namespace catalog (one/ledger has it), got "ledger-pods"; ' +
          'set the prop name of one',
      ],
    ],
    [
      'a namespace that two servers describe differently',
      app => {
        const chart = new Chart(app, 'app');
        new ExtensionApiServer(chart, 'first', REQUIRED);
        new ExtensionApiServer(chart, 'second', { ...REQUIRED, ...api('b.example.com'), profile: Profile.BARE });
      },
      [
        '[app/second] namespace catalog must be described alike by all its servers (app/first emits it), got {}; ' +
          'give both the same profile, metadata and namespaceObject, or set namespaceObject.enabled to false on ' +
          'one',
      ],
    ],
  ];

  test.each(TOGETHER)('%s', (_name, build, lines) => {
    const app = new App({ outdir: join(folder, 'dist') });
    build(app);
    expect(caught(() => app.synth())).toBe(`Validation failed with the following errors:\n  ${lines.join('\n  ')}`);
    expect(existsSync(join(folder, 'pki'))).toBe(false);
    expect(readdirSync(join(folder, 'dist'))).toEqual([]);
  });

  test('two objects with one file name are refused', () => {
    const app = new App({ outdir: join(folder, 'dist'), yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    new ExtensionApiServer(new Chart(app, 'one'), 'server', REQUIRED);
    new ExtensionApiServer(new Chart(app, 'two'), 'server', {
      ...REQUIRED,
      ...api('b.example.com'),
      namespace: 'elsewhere',
    });
    expect(caught(() => app.synth())).toContain(
      '[two/server] name must be unique where file names hold no namespace (YamlOutputType.FILE_PER_RESOURCE) ' +
        '(one/server has it), got "server"; set the prop name of one, or use FILE_PER_CHART',
    );
  });

  test('a key in the single file of an app is refused', () => {
    const app = new App({ outdir: join(folder, 'dist'), yamlOutputType: YamlOutputType.FILE_PER_APP });
    new ExtensionApiServer(new Chart(app, 'one'), 'server', REQUIRED);
    expect(caught(() => app.synth())).toContain(
      '[one/server] a private key must have a file of its own, to be kept out of Git, got ' +
        '"YamlOutputType.FILE_PER_APP"; use FILE_PER_CHART, or Delivery.plain({ dangerouslyShareFile: true })',
    );
    expect(existsSync(join(folder, 'pki'))).toBe(false);
  });
});

test('a message never shows a key', () => {
  const message = caught(
    () =>
      new ExtensionApiServer(new Chart(new App(), 'app'), 'catalog', {
        ...REQUIRED,
        secureServing: SecureServing.flags(),
        tls: Tls.fromPem({ ...pair, ca: pair.privateKey }),
      }),
  );
  expect(message).toBe(
    'app/catalog: ca must hold certificates only, got "a block of type PRIVATE KEY"; pass the key as privateKey',
  );
});

function caught(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}
