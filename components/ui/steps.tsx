import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export type StepState = 'done' | 'here' | 'next' | 'failed' | 'skipped';

export interface Step {
  key: string;
  title: string;
  note: ReactNode;
  state: StepState;
}

const GLYPH: Record<StepState, IconName> = {
  done: 'ok',
  here: 'here',
  next: 'ring',
  failed: 'octagon',
  skipped: 'minus',
};
const SAID: Record<StepState, string> = {
  done: 'done: ',
  here: 'now: ',
  next: '',
  failed: 'failed: ',
  skipped: 'skipped: ',
};

/** The steps from request to outcome in a row. On a phone only the present step has words. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol className="rail" aria-label={label}>
      {steps.map((step) => (
        <li
          key={step.key}
          data-state={step.state}
          data-tone={step.state === 'failed' ? 'bad' : undefined}
          aria-current={step.state === 'here' || step.state === 'failed' ? 'step' : undefined}
        >
          <Icon name={GLYPH[step.state]} className="glyph" />
          <div>
            <h2>
              <span className="vh">{SAID[step.state]}</span>
              {step.title}
            </h2>
            <p>{step.note}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
