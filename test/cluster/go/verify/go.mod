// Standard library alone, hence no go.sum.
module cdk8s-extension-api-server/test/cluster/verify

go 1.26.0
