'use client';
import '@fontsource-variable/inter';
import './styles/globals.css';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/states';

/** Shown when even the frame failed to render; it has a document of its own. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Pilothouse</title>
        <main className="mx-auto flex max-w-[560px] flex-col gap-4 px-4 pt-[12vh]">
          <h1 className="text-xl">Pilothouse could not answer.</h1>
          <div className="panel">
            <ErrorState
              title="The frame of this page could not be rendered."
              action={<Button onClick={reset}>Try again</Button>}
            >
              Nothing was changed in any cluster.
              {error.digest === undefined ? '' : ` Look for ${error.digest} in the log.`}
            </ErrorState>
          </div>
        </main>
      </body>
    </html>
  );
}
