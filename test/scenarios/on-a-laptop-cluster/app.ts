import { App, Chart } from 'cdk8s';
import { ExtensionApiServer, Profile, Storage } from 'cdk8s-extension-api-server';

/** One small replica with an etcd sidecar, for kind or minikube. */
export function build(app: App): void {
  new ExtensionApiServer(new Chart(app, 'catalog'), 'catalog', {
    namespace: 'catalog',
    image: 'registry.example.com/catalog:1.0.0',
    apis: [{ group: 'catalog.example.com', version: 'v1alpha1' }],
    profile: Profile.DEVELOPMENT,
    storage: Storage.etcdSidecar(),
  });
}
