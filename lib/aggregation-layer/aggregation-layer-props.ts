import { FrontProxy } from './front-proxy';

/**
 * Props of `AggregationLayer`: how kube-apiserver passes requests, with the name of the caller, to extension API
 * servers.
 */
export interface AggregationLayerProps {
  /**
   * CA and client certificate of kube-apiserver as front proxy. Use `FrontProxy.fromDistribution()` where your
   * distribution creates them.
   */
  readonly frontProxy: FrontProxy;

  /**
   * Common names that may act as the front proxy (`--requestheader-allowed-names`). The common name of the client
   * certificate must be among them. A name must not contain a comma, a quote, or surrounding space. An empty list
   * allows every certificate of the front-proxy CA, and is accepted only if `clientCa` shows that this CA signs no
   * other clients.
   *
   * @default - the common name of the client certificate; with `FrontProxy.fromDistribution()` the names of the
   * distribution
   */
  readonly allowedNames?: string[];

  /**
   * Headers with the name of the caller (`--requestheader-username-headers`). The first header that a request has is
   * used. `X-Remote-User`, in upper or lower case, must be among them, because kube-apiserver sends it. Add other names
   * only for a front proxy of your own.
   *
   * @default ['X-Remote-User']
   */
  readonly usernameHeaders?: string[];

  /**
   * Headers with the groups of the caller (`--requestheader-group-headers`). All of them are used. `X-Remote-Group`
   * must be among them.
   *
   * @default ['X-Remote-Group']
   */
  readonly groupHeaders?: string[];

  /**
   * Prefixes of the headers with extra values of the caller (`--requestheader-extra-headers-prefix`). `X-Remote-Extra-`
   * must be among them. No header of the two lists above may have one of these prefixes.
   *
   * @default ['X-Remote-Extra-']
   */
  readonly extraHeaderPrefixes?: string[];

  /**
   * Whether kube-apiserver sends requests to the addresses of the pods, not of the Service
   * (`--enable-aggregator-routing`). It is necessary where no kube-proxy runs on the control-plane hosts, and for
   * headless Services.
   *
   * @default - the default of the distribution: true in k3s and RKE2, else false
   */
  readonly aggregatorRouting?: boolean;

  /**
   * PEM text of the CA that signs client certificates (`--client-ca-file`). It is compared with the front-proxy CA, and
   * is not emitted.
   *
   * @default - not compared
   */
  readonly clientCa?: string;
}
