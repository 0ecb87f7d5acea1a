// Writes image archives. A module of its own: its requirements would lift those of Kubernetes above what the release was built with.
module cdk8s-extension-api-server/test/cluster/image

go 1.25.0

require github.com/google/go-containerregistry v0.22.1

require (
	github.com/klauspost/compress v1.19.2 // indirect
	github.com/opencontainers/go-digest v1.0.0 // indirect
	github.com/opencontainers/image-spec v1.1.1 // indirect
)
