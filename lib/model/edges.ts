/** `routes`: an entry leads to a Service; `selects`: a Service to its workload; `calls`: a workload to a Service or to a host outside. */
export const EDGE_KINDS = ['routes', 'selects', 'calls', 'owns', 'runs on'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** Weakest first. Declared: the catalog says so; configured: an object names the address; observed: a metric counted calls. */
export const EVIDENCE_SOURCES = ['declared', 'configured', 'observed'] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];
