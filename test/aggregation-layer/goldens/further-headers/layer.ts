import { AggregationLayer, FrontProxy } from 'cdk8s-extension-api-server';

/** An authenticating proxy of one's own stands beside kube-apiserver and uses other headers. */
export const layer = new AggregationLayer({
  frontProxy: FrontProxy.fromHost({
    caFile: '/etc/kubernetes/front-proxy/front-proxy-ca.crt',
    certificateFile: '/etc/kubernetes/front-proxy/front-proxy-client.crt',
    privateKeyFile: '/etc/kubernetes/front-proxy/front-proxy-client.key',
  }),
  allowedNames: ['front-proxy-client', 'portal'],
  usernameHeaders: ['X-Remote-User', 'X-Portal-User'],
  groupHeaders: ['X-Remote-Group', 'X-Portal-Group'],
  extraHeaderPrefixes: ['X-Remote-Extra-', 'X-Portal-Extra-'],
  aggregatorRouting: false,
});
