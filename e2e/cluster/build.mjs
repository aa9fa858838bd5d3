// Builds Kubernetes' binaries into the user's cache, unless they are there: `.ci/run` begins with it, behind everything else.
import { register } from 'tsx/esm/api';

register();
const { ensureAssets } = await import('./assets.ts');
await ensureAssets(console.log);
