import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Profile, SecureServing, Tls } from 'cdk8s-extension-api-server';

/** Like existing manifests of a server that makes its own certificate and has no probes. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'adapter'), 'adapter', {
    namespace: 'monitoring',
    image: 'registry.example.com/adapter:0.12.0',
    apis: [{ group: 'custom.metrics.k8s.io', version: 'v1beta2', groupPriorityMinimum: 100, versionPriority: 200 }],
    profile: Profile.BARE,
    port: 6443,
    args: ['--cert-dir=/var/run/serving-cert'],
    container: { writablePaths: ['/var/run/serving-cert'] },
    secureServing: SecureServing.flags(),
    tls: Tls.dangerouslySkipVerification(),
    rbac: { apiserverRules: false },
  });
}
