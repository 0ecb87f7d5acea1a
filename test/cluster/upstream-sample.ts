// The manifests that Kubernetes publishes for its sample-apiserver. They test the harness without the library.
// https://github.com/kubernetes/sample-apiserver/tree/release-1.34/artifacts/example
import { IMAGES } from './images';

export const UPSTREAM_SAMPLE = `
apiVersion: v1
kind: Namespace
metadata: { name: wardle }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: apiserver, namespace: wardle }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: aggregated-apiserver-clusterrole }
rules:
  - { apiGroups: [''], resources: [namespaces], verbs: [get, watch, list] }
  - { apiGroups: [admissionregistration.k8s.io], resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations, validatingadmissionpolicies, validatingadmissionpolicybindings], verbs: [get, watch, list] }
  - { apiGroups: [flowcontrol.apiserver.k8s.io], resources: [prioritylevelconfigurations, flowschemas], verbs: [get, watch, list] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: sample-apiserver-clusterrolebinding }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: aggregated-apiserver-clusterrole }
subjects: [{ kind: ServiceAccount, name: apiserver, namespace: wardle }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: 'wardle:system:auth-delegator' }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:auth-delegator' }
subjects: [{ kind: ServiceAccount, name: apiserver, namespace: wardle }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: wardle-auth-reader, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: extension-apiserver-authentication-reader }
subjects: [{ kind: ServiceAccount, name: apiserver, namespace: wardle }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: wardle-server, namespace: wardle, labels: { apiserver: 'true' } }
spec:
  replicas: 1
  selector: { matchLabels: { apiserver: 'true' } }
  template:
    metadata: { labels: { apiserver: 'true' } }
    spec:
      serviceAccountName: apiserver
      containers:
        - name: wardle-server
          image: ${IMAGES['sample-apiserver'].reference}
          args: ['--etcd-servers=http://localhost:2379']
        - name: etcd
          image: ${IMAGES.etcd.reference}
          command: [/usr/local/bin/etcd]
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: wardle }
spec:
  ports: [{ port: 443, protocol: TCP, targetPort: 443 }]
  selector: { apiserver: 'true' }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1alpha1.wardle.example.com }
spec:
  insecureSkipTLSVerify: true
  group: wardle.example.com
  groupPriorityMinimum: 1000
  versionPriority: 15
  service: { name: api, namespace: wardle }
  version: v1alpha1
`;
