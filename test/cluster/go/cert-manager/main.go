// cert-manager's controller and its cainjector in one binary, with their default settings. The first argument says which one to be, or the
// name under which the binary was called. cert-manager's own commands are modules that no proxy serves; what they run is in packages that
// anyone may import. https://github.com/cert-manager/cert-manager/tree/master/cmd
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	logf "github.com/cert-manager/cert-manager/pkg/logs"
	ctrl "sigs.k8s.io/controller-runtime"
)

var components = map[string]func(context.Context) error{
	"controller": runController,
	"cainjector": runCAInjector,
}

func main() {
	name := filepath.Base(os.Args[0])
	if _, known := components[name]; !known && len(os.Args) > 1 {
		name = os.Args[1]
	}
	run, known := components[name]
	if !known {
		fmt.Fprintf(os.Stderr, "cert-manager: the first argument must be controller or cainjector, got %q\n", name)
		os.Exit(2)
	}
	ctrl.SetLogger(logf.Log)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}
