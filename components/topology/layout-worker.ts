import { layOut } from './layout';
import type { LayoutInput } from './layout-types';

/** The whole worker: it takes a layout's input and returns the layout, off the main thread. */
addEventListener('message', ({ data }: MessageEvent<{ token: number; input: LayoutInput }>) => {
  const begun = performance.now();
  try {
    const layout = layOut(data.input);
    postMessage({ token: data.token, layout, tookMs: performance.now() - begun });
  } catch (error) {
    postMessage({ token: data.token, error: error instanceof Error ? error.message : 'unknown' });
  }
});
