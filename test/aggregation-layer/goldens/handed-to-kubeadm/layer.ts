import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** Files under kubeadm's own names: kubeadm uses them and makes none. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fixtureForTestsOnly({ hostDirectory: '/etc/kubernetes/pki' }),
});
