package main

import (
	"fmt"
	"sort"

	"sigs.k8s.io/yaml"
)

// k3s and RKE2 take a list of flags without dashes. Their own defaults live in a module that cannot be had here, so only the flags
// themselves are checked.
func checkRancher(raw []byte) error {
	var config struct {
		Args []string `json:"kube-apiserver-arg+"`
	}
	if err := yaml.UnmarshalStrict(raw, &config); err != nil {
		return err
	}
	var flags []string
	for _, arg := range config.Args {
		flags = append(flags, "--"+arg)
	}
	_, err := parseFlags(flags)
	return err
}

// Talos takes a map. It merges these flags with its own by name, and refuses three of them.
func checkTalos(raw []byte) error {
	var config struct {
		Cluster struct {
			AggregatorCA struct {
				Crt []byte `json:"crt"`
				Key []byte `json:"key"`
			} `json:"aggregatorCA"`
			APIServer struct {
				ExtraArgs map[string]string `json:"extraArgs"`
			} `json:"apiServer"`
		} `json:"cluster"`
	}
	if err := yaml.UnmarshalStrict(raw, &config); err != nil {
		return err
	}
	var flags []string
	for name, value := range config.Cluster.APIServer.ExtraArgs {
		switch name {
		case "requestheader-client-ca-file", "proxy-client-cert-file", "proxy-client-key-file":
			return fmt.Errorf("Talos does not let %s be set", name)
		}
		flags = append(flags, "--"+name+"="+value)
	}
	sort.Strings(flags)
	if _, err := parseFlags(flags); err != nil {
		return err
	}
	return checkTalosAuthority(config.Cluster.AggregatorCA.Crt, config.Cluster.AggregatorCA.Key)
}
