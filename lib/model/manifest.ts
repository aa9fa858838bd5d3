import type { AnyObject } from './kube';
import type { JudgedBody } from './kinds';
import type { Condition } from './kube-meta';

/** A condition of an object in a manifest, with the generation that it was set for, if it names one. */
export interface ManifestCondition extends Condition {
  readonly observedGeneration?: number;
}

/** What every object has. `namespace` and `uid` are empty where the manifest names none. */
export interface ManifestMeta {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly generation?: number;
  readonly deletionTimestamp?: string;
  readonly hookFinalizer?: boolean;
}

/** Any Kubernetes object as a manifest holds it, cut down to the fields that its rule of health reads. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMeta;
  readonly body: ManifestBody;
}

/** By which rule a manifest is judged, and the fields that the rule reads. */
export type ManifestBody =
  | WatchedBody
  /** A kind that has a rule, in an API version that the rule does not read. */
  | { readonly rule: 'unsupported'; readonly readVersions: readonly string[] }
  | { readonly rule: 'api-service'; readonly conditions: readonly ManifestCondition[] }
  | { readonly rule: 'custom-resource-definition'; readonly conditions: readonly ManifestCondition[] }
  | { readonly rule: 'workflow'; readonly phase: string; readonly message?: string }
  | JudgedBody
  | GatewayBody
  | { readonly rule: 'gateway-class'; readonly conditions: readonly ManifestCondition[] }
  | RouteBody
  /** Any other kind: its conditions by Kubernetes' API conventions. */
  | {
      readonly rule: 'conditions';
      readonly observedGeneration?: number;
      readonly conditions: readonly ManifestCondition[];
    };

/** A kind that is also watched. Defaults that the API server would set are distinguished from what the manifest has. */
export interface WatchedBody {
  readonly rule: 'watched';
  readonly object: AnyObject;
  readonly hasStatus: boolean;
  /** Whether a Deployment, ReplicaSet or StatefulSet says how many replicas it wants. */
  readonly hasReplicas: boolean;
}

/** gateway.networking.k8s.io Gateway. */
export interface GatewayBody {
  readonly rule: 'gateway';
  readonly conditions?: readonly ManifestCondition[];
  readonly listeners: readonly { readonly name: string; readonly conditions: readonly ManifestCondition[] }[];
}

/** A route of gateway.networking.k8s.io: what each of its parents says of it. */
export interface RouteBody {
  readonly rule: 'route';
  readonly parents: readonly { readonly name: string; readonly conditions: readonly ManifestCondition[] }[];
}
