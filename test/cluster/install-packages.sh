#!/bin/sh
# Installs what the e2e cluster needs from Debian. Go, Node and kubectl are the machine's own business.
set -eu
export DEBIAN_FRONTEND=noninteractive
packages='containerd runc containernetworking-plugins iptables conntrack iproute2 openssl curl util-linux mount'
# Where all are there nothing is asked of the network.
for package in $packages; do
  case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) in installed) ;; *) missing=1 ;; esac
done
[ "${missing-}" ] || exit 0
# Another apt may run just now, a machine's own for instance; and a mirror may be away for a moment.
set -- -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5
apt-get update "$@"
# shellcheck disable=SC2086 # a list of words
apt-get install -y "$@" --no-install-recommends $packages
# The packages' own service is not used: the harness runs containerd itself, with its own folders.
