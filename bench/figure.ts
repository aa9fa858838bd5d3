import os from 'node:os';

/** One measured figure beside its goal. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly goal: number;
  readonly unit: string;
  /** How it was measured, and what else was seen. */
  readonly note: string;
}

export function isWithin({ measured, goal }: Figure): boolean {
  return measured <= goal;
}

/** The figures as lines of a table. */
export function tableOf(figures: readonly Figure[]): string[] {
  const rows = [
    ['figure', 'measured', 'goal', '', 'how'],
    ...figures.map((figure) => [
      figure.what,
      `${Math.round(figure.measured)} ${figure.unit}`.trim(),
      `≤ ${figure.goal} ${figure.unit}`.trim(),
      isWithin(figure) ? 'within' : 'MISSED',
      figure.note,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The machine and its load. Call it before anything is started: on a busy machine the figures are larger. */
export function describeMachine(): string {
  const model = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  const busy = (os.loadavg()[0] ?? 0).toFixed(1);
  return `${os.availableParallelism()} cores (${model}), load ${busy} before, Node ${process.versions.node}`;
}
