import { ExtensionApiServer } from '../extension-api-server';

/** Props of `ArgoCdApplication`. */
export interface ArgoCdApplicationProps {
  /** URL of the repository with the manifests, as Argo CD reaches it. */
  readonly repoUrl: string;

  /** Folder in that repository: usually the output folder of the app, `dist`. */
  readonly path: string;

  /**
   * Branch, tag or commit.
   *
   * @default 'HEAD' - the repository's default branch
   */
  readonly targetRevision?: string;

  /**
   * Name of the Application.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Namespace in which Argo CD looks for Applications.
   *
   * @default 'argocd'
   */
  readonly namespace?: string;

  /**
   * Project of Argo CD. It must allow cluster-scoped objects: APIServices, ClusterRoles and their bindings.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * URL of kube-apiserver, as Argo CD knows it.
   *
   * @default 'https://kubernetes.default.svc' - the cluster that Argo CD runs in
   */
  readonly server?: string;

  /**
   * Servers whose manifests are in that folder.
   *
   * @default - all servers of the app
   */
  readonly servers?: ExtensionApiServer[];

  /**
   * Whether Argo CD syncs automatically, and reverts changes in the cluster.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Whether Argo CD also deletes objects that are no longer committed. It requires `automated`. A Secret that is kept
   * out of Git is not managed by Argo CD, and is not deleted.
   *
   * @default false - the default of Argo CD: a mistake in a folder then deletes nothing
   */
  readonly prune?: boolean;

  /**
   * Labels of the Application.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };
}
