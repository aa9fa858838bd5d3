import type { ReactNode } from 'react';
import { BrandMark } from '@/components/shell/brand';
import { Panel, PanelHeader } from '@/components/ui/panel';

/** The panel of the sign-in pages, with the product's name above it. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex max-w-[440px] flex-col gap-4 px-4 pt-[12vh] pb-8">
      <p className="brand">
        <BrandMark />
        Pilothouse
      </p>
      <p className="soft -mt-3 px-2">
        What runs where, whether it is healthy, and the approved way to change it.
      </p>
      <h1 className="sr-only">{title}</h1>
      <Panel>
        <PanelHeader title={title} />
        {children}
      </Panel>
    </main>
  );
}
