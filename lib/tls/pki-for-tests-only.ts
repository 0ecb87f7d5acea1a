import { checkCall } from '../signatures/check-call';
import { IConstruct } from 'constructs';
import { FIXTURES } from '../secrets/app-stores';

/**
 * Certificates for snapshot tests: the same bytes on every machine and for ever, with keys that anybody can compute.
 * They never touch the disk. Never synthesize manifests for a cluster with them.
 */
export class PkiForTestsOnly {
  /**
   * Lets every server below `scope` use fixture certificates. Call it on the app before charts are added:
   * `const app = Testing.app(); PkiForTestsOnly.useIn(app);`
   *
   * @param scope the app under test, still without children (a rule of constructs' context)
   */
  public static useIn(scope: IConstruct): void {
    checkCall('PkiForTestsOnly.useIn', [scope]);
    scope.node.setContext(FIXTURES, true);
  }

  private constructor() {}
}
