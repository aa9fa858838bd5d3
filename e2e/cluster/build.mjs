// Builds Kubernetes' binaries into the user's cache if they are missing. `.ci/run` starts it in the background.
import { register } from 'tsx/esm/api';

register();
const { ensureAssets } = await import('./assets.ts');
await ensureAssets(console.log);
