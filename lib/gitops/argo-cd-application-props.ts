import { ExtensionApiServer } from '../extension-api-server';

/** What `ArgoCdApplication` needs to know. */
export interface ArgoCdApplicationProps {
  /** Repository with the manifests, as Argo CD reaches it. */
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
   * Argo CD's project. It must allow cluster-scoped objects: APIServices, ClusterRoles and their bindings.
   *
   * @default 'default'
   */
  readonly project?: string;

  /**
   * Address of the cluster's kube-apiserver, as Argo CD knows it.
   *
   * @default 'https://kubernetes.default.svc' - the cluster that Argo CD runs in
   */
  readonly server?: string;

  /**
   * The servers whose manifests lie in that folder.
   *
   * @default - all of the app
   */
  readonly servers?: ExtensionApiServer[];

  /**
   * Whether Argo CD applies what is committed by itself, and changes back what somebody changed in the cluster.
   *
   * @default true
   */
  readonly automated?: boolean;

  /**
   * Whether it also deletes what is no longer committed. Only where `automated`. A Secret that is kept out of Git was
   * never Argo CD's, and stays.
   *
   * @default false - as Argo CD itself: a mistake in a folder then deletes nothing
   */
  readonly prune?: boolean;

  /**
   * Labels of the Application.
   *
   * @default {} - none
   */
  readonly labels?: { readonly [key: string]: string };
}
