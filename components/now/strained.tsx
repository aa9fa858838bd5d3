import type { Problem } from '@/lib/model';
import { SectionHead } from '../ui/page-head';
import { ProblemItem } from './problem-item';

/** Healthy placements that are near a limit; nothing where there are none. */
export function Strained({ problems, total }: { problems: readonly Problem[]; total: number }) {
  if (problems.length === 0) return null;
  return (
    <section id="strained" aria-labelledby="strained-head">
      <SectionHead id="strained-head" title="At a limit" count={String(total)} />
      <ol className="panel problems">
        {problems.map((problem) => (
          <ProblemItem key={problem.placement} problem={problem} rollout={null} mayRequest={false} />
        ))}
      </ol>
    </section>
  );
}
