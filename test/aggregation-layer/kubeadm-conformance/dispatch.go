package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

var errNotMine = errors.New("neither YAML nor flags")

// checkFile returns the settings that kube-apiserver would run with; none where the rest of its command line is not known here.
func checkFile(file string) ([]*settings, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasSuffix(file, "flags.txt"):
		found, err := parseFlags(strings.Split(strings.TrimSpace(string(raw)), "\n"))
		return []*settings{found}, err
	case strings.HasSuffix(file, ".yaml"):
		return checkYaml(filepath.Base(file), raw)
	default:
		return nil, errNotMine
	}
}

func checkYaml(name string, raw []byte) ([]*settings, error) {
	var document interface{}
	if err := yaml.UnmarshalStrict(raw, &document); err != nil {
		return nil, err
	}
	if _, ok := document.([]interface{}); ok {
		return checkPatch(name, raw)
	}
	fields, ok := document.(map[string]interface{})
	if !ok {
		return nil, fmt.Errorf("neither an object nor a list")
	}
	apiVersion, _ := fields["apiVersion"].(string)
	switch {
	case strings.HasPrefix(apiVersion, "kubeadm.k8s.io/"):
		return checkKubeadm(raw)
	case strings.HasPrefix(apiVersion, "kind.x-k8s.io/"):
		return checkKind(raw)
	case fields["cluster"] != nil:
		return nil, checkTalos(raw)
	default:
		return nil, checkRancher(raw)
	}
}
