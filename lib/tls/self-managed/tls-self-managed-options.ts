/** Options of `Tls.selfManaged()`. */
export interface TlsSelfManagedOptions {
  /**
   * Name of the Secret, in the server's namespace, in which the server keeps its pair. It may then create Secrets
   * there, and read and change this one, so that several pods can share it.
   *
   * @default - none: each pod makes a pair, so that there can be one pod only
   */
  readonly secretName?: string;

  /**
   * Whether the server creates its APIServices too. None is emitted then, and the server may create APIServices of any
   * name, because RBAC cannot restrict `create` by name. When you remove the server, delete them by hand.
   *
   * @default false - they are emitted without a caBundle, and the server writes it
   */
  readonly createsApiServices?: boolean;
}
