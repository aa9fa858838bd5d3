import type { NowView } from '@/lib/model';
import { SectionHead } from '../ui/page-head';
import { ProblemItem } from './problem-item';

/** What does its work and stands at a limit; nothing where there is none. */
export function StrainedList({ problems }: { problems: NowView['strained'] }) {
  if (problems.length === 0) return null;
  return (
    <section id="strained" aria-labelledby="strained-head">
      <SectionHead id="strained-head" title="At a limit" count={String(problems.length)} />
      <ol className="panel problems">
        {problems.map((problem) => (
          <ProblemItem key={problem.placement} problem={problem} rollout={null} mayAsk={false} />
        ))}
      </ol>
    </section>
  );
}
