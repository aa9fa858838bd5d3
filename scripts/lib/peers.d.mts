export function linesOfPeers(report: unknown, commit: string): string[];
