// Puts pods to the Pod Security Standards by the code that kube-apiserver itself runs: pod templates as a list on standard input, and what each
// of them violates of "restricted" on standard output.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type finding struct {
	Index  int    `json:"index"`
	Check  string `json:"check"`
	Detail string `json:"detail"`
}

func main() {
	if err := evaluate(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func evaluate() error {
	var pods []corev1.PodTemplateSpec
	if err := json.NewDecoder(os.Stdin).Decode(&pods); err != nil {
		return err
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	findings := []finding{}
	for index := range pods {
		for _, result := range evaluator.EvaluatePod(restricted, &pods[index].ObjectMeta, &pods[index].Spec) {
			if !result.Allowed {
				findings = append(findings, finding{index, result.ForbiddenReason, result.ForbiddenDetail})
			}
		}
	}
	return json.NewEncoder(os.Stdout).Encode(findings)
}
