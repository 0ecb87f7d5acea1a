package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// One fault each, put into goldens that are accepted as they are.
var faults = []struct{ name, story, file, old, new, want string }{
	{"an unknown field of kubeadm", "generated", "kubeadm-v1beta4.yaml", "extraVolumes:", "extraVolume:", "unknown field"},
	{"a list where v1beta3 has a map", "distribution", "kubeadm-v1beta3.yaml", `    enable-aggregator-routing: "true"`, "    - name: enable-aggregator-routing\n      value: \"true\"", "unmarshal"},
	{"a map where v1beta4 has a list", "distribution", "kubeadm-v1beta4.yaml", "    - name: enable-aggregator-routing\n      value: \"true\"", `    enable-aggregator-routing: "true"`, "unmarshal"},
	{"a flag that kube-apiserver does not have", "distribution", "kubeadm-v1beta4.yaml", "enable-aggregator-routing", "enable-aggregation-routing", "unknown flag"},
	{"a file in no mounted folder", "generated", "kubeadm-v1beta4.yaml", "mountPath: /etc/kubernetes/front-proxy", "mountPath: /etc/kubernetes/elsewhere", "mounted folders"},
	{"an unknown field of kind", "generated", "kind.yaml", "extraMounts:", "extraMount:", "not found in type"},
	{"a file that does not reach kind's node", "generated", "kind.yaml", "containerPath: /etc/kubernetes/front-proxy", "containerPath: /etc/elsewhere", "mounted folders"},
	{"a role that kind does not have", "generated", "kind.yaml", "role: control-plane", "role: control", "is not a valid node role"},
	{"a patch at a path that is not there", "distribution", "kube-apiserver-aggregation+json.yaml", "/containers/0/command/-", "/containers/3/command/-", "containers/3"},
	{"an operation that is none", "distribution", "kube-apiserver-aggregation+json.yaml", "op: add", "op: append", "append"},
	{"a form that says something else", "further-headers", "kubeadm-v1beta4.yaml", "front-proxy-client,portal", "portal", "leads to"},
	{"an unknown key of k3s", "distribution", "k3s.yaml", "kube-apiserver-arg+", "kube-apiserver-args+", "unknown field"},
	{"a flag that Talos keeps to itself", "distribution", "talos.yaml", "enable-aggregator-routing", "proxy-client-cert-file", "Talos does not let"},
}

func TestFaultsAreRefused(t *testing.T) {
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			folder := t.TempDir()
			files, err := filepath.Glob(filepath.Join("..", "goldens", fault.story, "*.*"))
			if err != nil || len(files) == 0 {
				t.Fatal("no goldens", err)
			}
			for _, file := range files {
				raw, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				text := string(raw)
				if filepath.Base(file) == fault.file {
					if text = strings.Replace(text, fault.old, fault.new, 1); text == string(raw) {
						t.Fatal("the fault is not in the golden")
					}
				}
				if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			_, wrong := checkFolder(folder)
			if len(wrong) == 0 || !strings.Contains(strings.Join(wrong, "\n"), fault.want) || !strings.Contains(strings.Join(wrong, "\n"), fault.file) {
				t.Errorf("want %q of %s, got %q", fault.want, fault.file, wrong)
			}
		})
	}
}
