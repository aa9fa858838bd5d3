// `npm run e2e:cluster`: TypeScript needs tsx's loader, and the command has to be this very process to get its signals.
import { register } from 'tsx/esm/api';

register();
const { runCommand } = await import('./command.ts');
try {
  await runCommand(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
