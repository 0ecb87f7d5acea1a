#!/bin/sh
# Runs `npm test` under each supported major version of Node but the current one. npm's package `node` brings the binaries.
set -eu
current=$(node --print 'process.versions.node.split(".")[0]')
for major in 20 22 24; do
  [ "$major" = "$current" ] || npx --yes --package "node@$major" --call 'echo "Node $(node --version)" && npm test -- --silent'
done
