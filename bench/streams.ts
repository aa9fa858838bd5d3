/**
 * What streams cost and how soon a change is in them, beside a bare watch of the same cluster, with 10,000 pods; and what a restart loses.
 * Run: `npx tsx bench/streams.ts` (after `npm run build`). Some three minutes, all of it on loopback. Ends with code 1 when a goal is missed.
 */
import { pathToFileURL } from 'node:url';
import { describeMachine, isWithin, tableOf, type Figure } from './figure';
import { changeDelayFigures } from './streams/change-delay';
import { idleStreamFigures } from './streams/idle-streams';
import { restartLossFigure } from './streams/restart-loss';

/** All figures of the streams; the products that they are measured on are started and stopped. */
export async function streamFigures(say: (line: string) => void): Promise<Figure[]> {
  return [
    ...(await changeDelayFigures(say)),
    ...(await idleStreamFigures(say)),
    await restartLossFigure(say),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const machine = describeMachine();
  const figures = await streamFigures((line) => console.error(line));
  console.log(machine);
  for (const line of tableOf(figures)) console.log(line);
  if (!figures.every(isWithin)) process.exitCode = 1;
}
