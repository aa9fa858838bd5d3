export { NAMING_KINDS, deriveGraph, type Graph, type GraphNode } from './graph';
export { sourceOf, type TopologySource } from './source';
