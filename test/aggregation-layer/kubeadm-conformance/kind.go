package main

import (
	"fmt"
	"strings"

	kindcluster "sigs.k8s.io/kind/pkg/cluster"
	"sigs.k8s.io/kind/pkg/cluster/internal/kubeadm"
	"sigs.k8s.io/kind/pkg/internal/apis/config/encoding"
	"sigs.k8s.io/kind/pkg/internal/patch"
)

// kind writes kubeadm's v1beta3 for the first and v1beta4 for the second: a patch must serve both.
var kindVersions = []string{"v1.34.2", "v1.36.3"}

// checkKind does what `kind create cluster` does between reading its file and starting containers.
func checkKind(raw []byte) ([]*settings, error) {
	cluster, err := encoding.Parse(raw)
	if err != nil {
		return nil, err
	}
	if cluster.Name == "" {
		cluster.Name = kindcluster.DefaultName // as the command line does
	}
	if err := cluster.Validate(); err != nil {
		return nil, err
	}
	var all []*settings
	for _, version := range kindVersions {
		generated, err := kubeadm.Config(kubeadm.ConfigData{
			ClusterName: "kind", KubernetesVersion: version, ControlPlaneEndpoint: "kind-control-plane:6443", APIBindPort: 6443,
			APIServerAddress: "127.0.0.1", NodeProvider: "docker", ControlPlane: true, NodeAddress: "192.0.2.1", NodeName: "kind-control-plane",
			Token: "abcdef.0123456789abcdef", KubeProxyMode: "iptables", PodSubnet: "10.244.0.0/16", ServiceSubnet: "10.96.0.0/16",
		})
		if err != nil {
			return nil, err
		}
		patched, err := patch.KubeYAML(generated, cluster.KubeadmConfigPatches, cluster.KubeadmConfigPatchesJSON6902)
		if err != nil {
			return nil, err
		}
		// This kubeadm is of 1.34 and would refuse to install a later version, which is not the question here.
		readable := strings.ReplaceAll(strings.ReplaceAll(patched, "metadata:\n  name: config\n", ""), version, kindVersions[0])
		found, err := readPod([]byte(readable), "")
		if err != nil {
			return nil, fmt.Errorf("for Kubernetes %s: %w", version, err)
		}
		var folders []string
		for _, mount := range cluster.Nodes[0].ExtraMounts {
			folders = append(folders, mount.ContainerPath)
		}
		if err := found.checkMounted(append(folders, "/etc/kubernetes/pki")); err != nil {
			return nil, fmt.Errorf("in the node: %w", err)
		}
		all = append(all, found)
	}
	return all, nil
}
