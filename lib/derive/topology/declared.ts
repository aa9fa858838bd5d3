import type { CatalogEntity } from '@/lib/model';

/** A dependency that one entity of the catalog declares. */
export interface DeclaredDependency {
  /** `component:default/checkout` */
  readonly from: string;
  readonly to: string;
  /** `spec.dependsOn`, or `spec.consumesApis` with the API that joins the two. */
  readonly field: string;
  readonly value: string;
  readonly object: string;
}

/** The dependencies in the catalog: `dependsOn` of Components and Resources, and `consumesApis` of an API that another one provides. */
export function declaredDependencies(entities: readonly CatalogEntity[]): readonly DeclaredDependency[] {
  const providers = new Map<string, string[]>();
  for (const entity of entities) {
    if (entity.kind !== 'Component') continue;
    for (const api of entity.providesApis) providers.set(api, [...(providers.get(api) ?? []), entity.ref]);
  }
  return entities
    .filter(({ kind }) => kind === 'Component')
    .flatMap((entity) => {
      const said = (to: string, field: string, value: string): DeclaredDependency[] =>
        to === entity.ref || !/^(?:component|resource):/u.test(to)
          ? []
          : [{ from: entity.ref, to, field, value, object: `Component ${entity.namespace}/${entity.name}` }];
      return [
        ...entity.dependsOn.flatMap((ref) => said(ref, 'spec.dependsOn', ref)),
        ...entity.consumesApis.flatMap((api) =>
          (providers.get(api) ?? []).flatMap((ref) => said(ref, 'spec.consumesApis', api)),
        ),
      ];
    });
}
