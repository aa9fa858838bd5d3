import type { Played } from './play';

const HEADS = ['Incident', 'Status', 'Sentence', 'Cause', 'Behind it', 'Shown after'] as const;

/** The outcome of all incidents as a Markdown table, and below it what differs from what is expected. */
export function reportOf(played: readonly Played[]): string {
  const rows = played.map(rowOf);
  const failed = played.filter(({ wrong }) => wrong.length > 0);
  return [
    line(HEADS),
    line(HEADS.map(() => '---')),
    ...rows.map(line),
    '',
    ...failed.map(({ incident, wrong }) => `${incident.title}: ${wrong.join('; ')}.`),
    `${played.length - failed.length} of ${played.length} incidents are named.`,
  ].join('\n');
}

function rowOf({ incident, problem, seconds }: Played): readonly string[] {
  if (problem === null) return [incident.title, 'not shown', '', '', '', `not within ${seconds} s`];
  const { health, behind, outside } = problem;
  const cause = health.advice === null ? 'none' : `${health.advice.code}: ${health.advice.cause}`;
  return [
    incident.title,
    health.status,
    health.message,
    cause,
    behind !== null
      ? `${behind.id} ${behind.title}`
      : outside !== null
        ? `${outside.manager} changed ${outside.object.kind} ${outside.object.name}, outside Pilothouse`
        : 'nobody changed anything',
    `${seconds} s`,
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ')).join(' | ')} |`;
}
