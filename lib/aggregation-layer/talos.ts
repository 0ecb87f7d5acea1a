import { createPrivateKey } from 'node:crypto';
import { Yaml } from 'cdk8s';
import { InvalidInput, refuse } from '../errors';
import { JsonObject } from '../kubernetes/manifest';
import { checkContains } from './allowed-names';
import { Authority, ResolvedLayer } from './front-proxy-source';
import { ALLOWED_NAMES, deviation, ROUTING_OFF, Settings, USUAL_HEADERS } from './flags';
import { asMap } from './kubeadm';

/** Talos issues the client certificate itself, always to this name. */
const COMMON_NAME = 'front-proxy-client';

/**
 * Defaults of Talos. It refuses other paths in the three flags for files, so the CA is passed as `aggregatorCA`:
 * see internal/app/machined/pkg/controllers/k8s/control_plane_static_pod.go of https://github.com/siderolabs/talos
 */
const SETTINGS: Settings = { ...USUAL_HEADERS, ...ROUTING_OFF, [ALLOWED_NAMES]: [COMMON_NAME] };

interface KeyFormat {
  readonly form: 'sec1' | 'pkcs1' | 'pkcs8';
  readonly label: string;
}

/**
 * Talos recognizes a key by its PEM label and reads one encoding of each kind: see GetKey in package x509 of
 * https://github.com/siderolabs/crypto
 */
const KEYS: { readonly [kind: string]: KeyFormat } = {
  ec: { form: 'sec1', label: 'EC PRIVATE KEY' },
  rsa: { form: 'pkcs1', label: 'RSA PRIVATE KEY' },
  ed25519: { form: 'pkcs8', label: 'ED25519 PRIVATE KEY' },
};
const OTHER_KEY: KeyFormat = { form: 'pkcs8', label: 'PRIVATE KEY' };

export function talos(where: string, layer: ResolvedLayer): string {
  const authority = aggregatorCa(where, layer);
  refuse(where, checkContains(layer.allowedNames, COMMON_NAME, 'the common name of the certificate that Talos issues'));
  const extraArgs = asMap(deviation({ ...layer, paths: undefined }, SETTINGS));
  return Yaml.stringify({
    cluster: {
      ...authority,
      ...(Object.keys(extraArgs).length > 0 && { apiServer: { extraArgs } }),
    },
  });
}

function aggregatorCa(where: string, { paths, pem }: ResolvedLayer): JsonObject {
  if (paths === undefined) {
    return {};
  }
  if (pem?.authority === undefined) {
    throw new InvalidInput(where, {
      must: 'frontProxy must be a CA with its private key: Talos issues the client certificate itself and takes no files',
      got: pem ? 'a CA without its key' : 'paths',
      fix: 'use FrontProxy.fromDistribution(), or FrontProxy.fromPem() with caPrivateKey',
    });
  }
  return { aggregatorCA: { crt: base64(pem.authority.certificate), key: base64(keyText(pem.authority)) } };
}

function keyText({ privateKey }: Authority): string {
  const key = createPrivateKey(privateKey);
  const { form, label } = KEYS[String(key.asymmetricKeyType)] ?? OTHER_KEY;
  return key
    .export({ format: 'pem', type: form as 'pkcs8' })
    .toString()
    .replace(/(BEGIN|END) [A-Z0-9 ]+/g, `$1 ${label}`);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
