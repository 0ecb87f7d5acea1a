// Writes a one-layer image with one static binary in it as an archive that `ctr images import` reads: no registry and no Docker needed.
//
//	image -binary ./sample-apiserver -path /sample-apiserver -ref registry.k8s.io/e2e-test-images/sample-apiserver:1.29.2 -out archive.tar
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

func main() {
	binary := flag.String("binary", "", "static binary to put into the image")
	at := flag.String("path", "", "where the binary lies in the image; also its entrypoint")
	user := flag.String("user", "", "numeric user that the image asks for (default root, as in Docker)")
	ref := flag.String("ref", "", "name and tag of the image")
	out := flag.String("out", "", "archive to write")
	flag.Parse()
	if err := write(*binary, *at, *user, *ref, *out); err != nil {
		fmt.Fprintf(os.Stderr, "image: %v\n", err)
		os.Exit(1)
	}
}

func write(binary, at, user, ref, out string) error {
	tag, err := name.NewTag(ref, name.StrictValidation)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	// The archive is read once, on this machine: compressing 130 MB well would take longer than the import.
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return layerOf(content, at) }, tarball.WithCompressionLevel(gzip.BestSpeed))
	if err != nil {
		return err
	}
	image, err := mutate.AppendLayers(empty.Image, layer)
	if err != nil {
		return err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture = "linux", runtime.GOARCH
	config.Config = v1.Config{Entrypoint: []string{at}, Env: []string{"PATH=/usr/local/bin:/usr/bin:/bin"}, User: user, WorkingDir: "/"}
	if image, err = mutate.ConfigFile(image, config); err != nil {
		return err
	}
	return tarball.WriteToFile(out, tag, image)
}
