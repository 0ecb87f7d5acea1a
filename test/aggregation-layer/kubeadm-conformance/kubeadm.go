package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	v1 "k8s.io/api/core/v1"
	kubeadmapi "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm"
	"k8s.io/kubernetes/cmd/kubeadm/app/phases/controlplane"
	kubeadmconfig "k8s.io/kubernetes/cmd/kubeadm/app/util/config"
	"k8s.io/kubernetes/cmd/kubeadm/app/util/staticpod"
)

// Without a version kubeadm asks the network for the newest, without an address the routing table.
const (
	kubernetesVersion = "\nkubernetesVersion: v1.34.2\n"
	initConfiguration = "\n---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nlocalAPIEndpoint:\n  advertiseAddress: 192.0.2.1\n"
)

// A file of the user's own, as kubeadm would read it.
func checkKubeadm(raw []byte) ([]*settings, error) {
	found, err := readPod(append(append(raw, kubernetesVersion...), initConfiguration...), "")
	return []*settings{found}, err
}

// The patch lies in a folder of patches, under its own name, which tells kubeadm the target and the kind of patch.
func checkPatch(name string, raw []byte) ([]*settings, error) {
	folder, err := os.MkdirTemp("", "patches")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
		return nil, err
	}
	plain := "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration" + kubernetesVersion + initConfiguration
	found, err := readPod([]byte(plain), folder)
	return []*settings{found}, err
}

// readPod decodes strictly, renders the static pod that kubeadm would write, patches it and parses its command line.
func readPod(raw []byte, patches string) (*settings, error) {
	config, err := readConfig(raw)
	if err != nil {
		return nil, err
	}
	pod := controlplane.GetStaticPodSpecs(&config.ClusterConfiguration, &config.LocalAPIEndpoint, nil)["kube-apiserver"]
	if patches != "" {
		patched, err := staticpod.PatchStaticPod(&pod, patches, io.Discard)
		if err != nil {
			return nil, err
		}
		pod = *patched
	}
	return readCommand(&pod)
}

func readConfig(raw []byte) (*kubeadmapi.InitConfiguration, error) {
	if err := kubeadmconfig.ValidateConfig(raw, false); err != nil {
		return nil, err
	}
	return kubeadmconfig.BytesToInitConfiguration(raw, true)
}

func readCommand(pod *v1.Pod) (*settings, error) {
	container := pod.Spec.Containers[0]
	found, err := parseFlags(container.Command[1:])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(container.Command, " "), err)
	}
	volumes := map[string]bool{}
	for _, volume := range pod.Spec.Volumes {
		volumes[volume.Name] = true
	}
	var folders []string
	for _, mount := range container.VolumeMounts {
		if !volumes[mount.Name] {
			return nil, fmt.Errorf("mount %s has no volume", mount.Name)
		}
		folders = append(folders, mount.MountPath)
	}
	return found, found.checkMounted(folders)
}
