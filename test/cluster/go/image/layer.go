package main

import (
	"archive/tar"
	"bytes"
	"io"
	"path"
	"strings"
)

// Programs look up their own user; a pod's runAsUser need not be listed.
const passwd = "root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\n"

// layerOf makes the file system: the binary, /etc/passwd, and a /tmp that every user may write to. No file has a date, so that the same
// binary gives the same image.
func layerOf(binary []byte, at string) (io.ReadCloser, error) {
	var buffer bytes.Buffer
	archive := tar.NewWriter(&buffer)
	for _, folder := range append([]string{"etc", "tmp"}, parents(at)...) {
		header := &tar.Header{Typeflag: tar.TypeDir, Name: folder + "/", Mode: 0o755}
		if folder == "tmp" {
			header.Mode = 0o1777
		}
		if err := archive.WriteHeader(header); err != nil {
			return nil, err
		}
	}
	if err := file(archive, "etc/passwd", 0o644, []byte(passwd)); err != nil {
		return nil, err
	}
	if err := file(archive, strings.TrimPrefix(at, "/"), 0o755, binary); err != nil {
		return nil, err
	}
	return io.NopCloser(&buffer), archive.Close()
}

func file(archive *tar.Writer, name string, mode int64, content []byte) error {
	if err := archive.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: mode, Size: int64(len(content))}); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}

// parents lists the folders above a path, outermost first: /usr/local/bin/etcd has usr, usr/local and usr/local/bin.
func parents(at string) []string {
	var folders []string
	for folder := path.Dir(strings.TrimPrefix(at, "/")); folder != "."; folder = path.Dir(folder) {
		folders = append([]string{folder}, folders...)
	}
	return folders
}
