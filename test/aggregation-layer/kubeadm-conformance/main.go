// Checks the goldens of AggregationLayer with the programs that will read them: kubeadm decodes, validates and renders its
// configuration and applies its patches, kind parses its configuration and merges its patches, and kube-apiserver's own flag set
// parses what comes out. All forms in one folder must lead to the same settings.
package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sort"

	"k8s.io/klog/v2"
)

func main() {
	// kubeadm warns of v1beta3's age in each run; its refusals come back as errors.
	klog.SetOutput(io.Discard)
	klog.LogToStderr(false)
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: conformance FOLDER (with one folder for each scenario)")
		os.Exit(2)
	}
	folders, err := filepath.Glob(filepath.Join(os.Args[1], "*/"))
	if err != nil || len(folders) == 0 {
		fmt.Fprintf(os.Stderr, "%s: no scenarios\n", os.Args[1])
		os.Exit(2)
	}
	sort.Strings(folders)
	checked, refused := 0, 0
	for _, folder := range folders {
		files, wrong := checkFolder(folder)
		checked += files
		refused += len(wrong)
		for _, message := range wrong {
			fmt.Fprintln(os.Stderr, message)
		}
	}
	fmt.Printf("%d files in %d scenarios checked, %d refused\n", checked, len(folders), refused)
	if refused > 0 || checked == 0 {
		os.Exit(1)
	}
}

// checkFolder returns how many files it checked and what is wrong with them, each message beginning with the file's name.
func checkFolder(folder string) (int, []string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return 0, []string{err.Error()}
	}
	var wrong []string
	var first string
	var expected *settings
	checked := 0
	for _, entry := range entries {
		file := filepath.Join(folder, entry.Name())
		found, err := checkFile(file)
		if err == errNotMine {
			continue
		}
		checked++
		if err != nil {
			wrong = append(wrong, fmt.Sprintf("%s: %v", file, err))
			continue
		}
		for _, each := range found {
			if expected == nil {
				expected, first = each, file
			} else if !reflect.DeepEqual(expected, each) {
				wrong = append(wrong, fmt.Sprintf("%s: leads to %+v, but %s to %+v", file, *each, first, *expected))
			}
		}
	}
	return checked, wrong
}
