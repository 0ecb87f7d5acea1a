#!/bin/sh
# Installs the Debian packages that the e2e cluster needs. It does not install Go and Node.
set -eu
export DEBIAN_FRONTEND=noninteractive
packages='containerd runc containernetworking-plugins iptables conntrack iproute2 openssl curl util-linux mount'
# No network access if all are installed.
for package in $packages; do
  case $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) in installed) ;; *) missing=1 ;; esac
done
[ "${missing-}" ] || exit 0
# Another apt may be running, and a mirror may be unavailable for a moment.
set -- -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=5
apt-get update "$@"
# shellcheck disable=SC2086 # a list of words
apt-get install -y "$@" --no-install-recommends $packages
# The packages' own service is not used: the harness runs containerd itself, with its own folders.
