import type { Consequence } from '@/lib/model';
import { SectionHead } from '../ui/page-head';
import { Icon } from '../ui/icon';
import { attentionFirst, attentionNote } from './plan-notes';

/** The consequences of a Change; those that need attention come first. */
export function Consequences({ consequences }: { consequences: readonly Consequence[] }) {
  return (
    <section aria-labelledby="consequences-head">
      <SectionHead id="consequences-head" title="Consequences" count={attentionNote(consequences)} first />
      {consequences.length === 0 ? (
        <p className="soft">Nothing else is affected.</p>
      ) : (
        <ul className="panel consequences">
          {attentionFirst(consequences).map(({ level, title, sentence }) => (
            <li
              key={`${title} ${sentence}`}
              data-warn={level === 'weigh' || undefined}
              data-health={level === 'weigh' ? 'missing' : undefined}
            >
              <Icon
                name={level === 'weigh' ? 'warn' : 'ok'}
                label={level === 'weigh' ? 'Needs attention' : undefined}
                className="glyph"
              />
              <h3>{title}</h3>
              <p>{sentence}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
