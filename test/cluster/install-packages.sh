#!/bin/sh
# Installs what the e2e cluster needs from Debian. Go, Node and kubectl are the machine's own business.
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends containerd runc containernetworking-plugins iptables conntrack iproute2 openssl curl util-linux mount
# The packages' own service is not used: the harness runs containerd itself, with its own folders.
