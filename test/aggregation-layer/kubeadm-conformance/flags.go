package main

import (
	"fmt"
	"path"
	"strings"

	"github.com/spf13/pflag"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// settings are what kube-apiserver knows of the aggregation layer after it parsed its flags.
type settings struct {
	ClientCAFile, ProxyClientCertFile, ProxyClientKeyFile            string
	AllowedNames, UsernameHeaders, GroupHeaders, ExtraHeaderPrefixes []string
	AggregatorRouting                                                bool
}

// parseFlags uses kube-apiserver's own flag set, which knows every flag and refuses the others.
func parseFlags(args []string) (*settings, error) {
	server := options.NewServerRunOptions()
	all := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	sets := server.Flags()
	for _, set := range sets.FlagSets {
		all.AddFlagSet(set)
	}
	if err := all.Parse(args); err != nil {
		return nil, err
	}
	if rest := all.Args(); len(rest) > 0 {
		return nil, fmt.Errorf("%q is not a flag", rest)
	}
	header := server.Authentication.RequestHeader
	if err := utilerrors.NewAggregate(header.Validate()); err != nil {
		return nil, err
	}
	return &settings{
		ClientCAFile:        header.ClientCAFile,
		ProxyClientCertFile: server.ProxyClientCertFile,
		ProxyClientKeyFile:  server.ProxyClientKeyFile,
		AllowedNames:        header.AllowedNames,
		UsernameHeaders:     header.UsernameHeaders,
		GroupHeaders:        header.GroupHeaders,
		ExtraHeaderPrefixes: header.ExtraHeaderPrefixes,
		AggregatorRouting:   server.EnableAggregatorRouting,
	}, nil
}

// checkMounted tells which file of the settings no folder of the container holds.
func (s *settings) checkMounted(folders []string) error {
	for _, file := range []string{s.ClientCAFile, s.ProxyClientCertFile, s.ProxyClientKeyFile} {
		found := false
		for _, folder := range folders {
			found = found || strings.HasPrefix(file, path.Clean(folder)+"/")
		}
		if !found {
			return fmt.Errorf("%s lies in none of the mounted folders %v", file, folders)
		}
	}
	return nil
}
