// Would kube-apiserver admit these pods where "restricted" is enforced: by its own code.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
import { run } from '../cluster/command';
import { goProgram } from './go-programs';
import { describe, type Scanner, type KubernetesObject } from './scanner';

const PROGRAM = goProgram('pod-security', 'k8s.io/pod-security-admission', '.', 'main.go');

interface Answer {
  readonly index: number;
  readonly check: string;
  readonly detail: string;
}

export const podSecurity: Scanner = {
  name: 'Pod Security "restricted"',
  version: PROGRAM.version,
  // It admits a pod or it does not.
  scope: 'emitted',
  counts: objects => objects.filter(hasPods).length,
  prepare: PROGRAM.path,
  scan: async targets => {
    const pods = targets.flatMap(one => one.objects.filter(hasPods).map(object => ({ one, object })));
    const answers = JSON.parse(
      await run(await PROGRAM.path(), [], { stdin: JSON.stringify(pods.map(({ object }) => object.spec.template)) }),
    ) as readonly Answer[];
    return answers.map(({ index, check, detail }) => {
      const pod = pods[index];
      if (pod === undefined)
        throw new Error(`the evaluator must speak of the pods that it got, got number ${index} of ${pods.length}`);
      return { scanner: podSecurity.name, target: pod.one, object: describe(pod.object), check, says: detail };
    });
  },
};

function hasPods({ kind }: KubernetesObject): boolean {
  return kind === 'Deployment' || kind === 'StatefulSet';
}
