import { FrontProxy } from './front-proxy';

/**
 * Description of the aggregation layer: how kube-apiserver passes requests and their callers' identities to extension
 * API servers.
 */
export interface AggregationLayerProps {
  /**
   * CA and client certificate with which kube-apiserver presents itself. `FrontProxy.fromDistribution()` unless you
   * have a reason.
   */
  readonly frontProxy: FrontProxy;

  /**
   * Common names that may act as the front proxy (`--requestheader-allowed-names`): each without comma, quote or
   * surrounding space, and among them that of the client certificate. An empty list allows every certificate of the
   * front-proxy CA; it is accepted only where `clientCa` proves that no ordinary client holds one.
   *
   * @default - the common name of the client certificate; with `FrontProxy.fromDistribution()` what the distribution
   * sets
   */
  readonly allowedNames?: string[];

  /**
   * Headers with the caller's name, in order: the first that is there counts (`--requestheader-username-headers`).
   * `X-Remote-User` must be among them, in any case of letters: it is what kube-apiserver sends. Every further name is
   * one more way in for a front proxy of yours.
   *
   * @default ['X-Remote-User']
   */
  readonly usernameHeaders?: string[];

  /**
   * Headers with the caller's groups, all of which count (`--requestheader-group-headers`). `X-Remote-Group` must be
   * among them.
   *
   * @default ['X-Remote-Group']
   */
  readonly groupHeaders?: string[];

  /**
   * Beginnings of the headers with further facts about the caller (`--requestheader-extra-headers-prefix`).
   * `X-Remote-Extra-` must be among them, and none may begin a header of the two lists above.
   *
   * @default ['X-Remote-Extra-']
   */
  readonly extraHeaderPrefixes?: string[];

  /**
   * Whether kube-apiserver sends requests to the pods' addresses instead of the Service's
   * (`--enable-aggregator-routing`). Needed where no kube-proxy runs on the control-plane hosts, and for headless
   * Services.
   *
   * @default - as the distribution has it: on in k3s and RKE2, off elsewhere
   */
  readonly aggregatorRouting?: boolean;

  /**
   * PEM text of the CA that signs ordinary clients (`--client-ca-file`), to be compared with the front-proxy CA. It is
   * not emitted.
   *
   * @default - not compared
   */
  readonly clientCa?: string;
}
