import { Complaint } from '../errors';
import { Json, JsonObject } from '../kubernetes/manifest';

/** https://github.com/kubernetes/kubernetes/blob/v1.34.2/pkg/apis/rbac/validation/validation.go, ValidatePolicyRule */
export function checkPolicyRule(path: string, rule: JsonObject): Complaint | undefined {
  const holds = (field: string): boolean => isFilled(rule[field]);
  const ofResources = ['apiGroups', 'resources', 'resourceNames'];
  if (holds('nonResourceURLs')) {
    const mixed = ofResources.find(holds);
    return mixed === undefined
      ? undefined
      : {
          must: `${path} must be about either resources or nonResourceURLs`,
          got: `nonResourceURLs and ${mixed}`,
          fix: 'make two rules of it',
        };
  }
  const missing = ['apiGroups', 'resources'].find(field => !holds(field));
  return missing === undefined
    ? undefined
    : {
        must: `${path} must name at least one of its ${missing}`,
        got: rule[missing] === undefined ? undefined : '[]',
        fix: missing === 'apiGroups' ? "add apiGroups; the core group is ''" : "add one such as 'configmaps'",
      };
}

const isFilled = (value: Json): boolean => Array.isArray(value) && value.length > 0;
