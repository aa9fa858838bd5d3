/** A failed test: its name, and what it said. */
export interface Failure {
  readonly test: string;
  readonly why?: string;
}

export function failuresOfVitest(report: unknown): Failure[];
export function failuresOfPlaywright(report: unknown): Failure[];
export function textOf(failure: Failure): string;
