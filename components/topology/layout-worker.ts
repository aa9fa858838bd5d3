import { layOut } from './layout';
import type { LayoutInput } from './layout-types';

/** The whole of the worker: a layout in, a layout out, off the page's own thread. */
addEventListener('message', ({ data }: MessageEvent<{ token: number; input: LayoutInput }>) => {
  const begun = performance.now();
  try {
    const layout = layOut(data.input);
    postMessage({ token: data.token, layout, tookMs: performance.now() - begun });
  } catch (error) {
    postMessage({ token: data.token, error: error instanceof Error ? error.message : 'unknown' });
  }
});
