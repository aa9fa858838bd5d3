import type { PolicyCheck } from '@/lib/model';
import { Icon } from '../ui/icon';

/** The rules of the environment, each with whether it is met. */
export function PolicyRules({ checks }: { checks: readonly PolicyCheck[] }) {
  return (
    <ul className="rules">
      {checks.map(({ code, met, title, sentence }) => (
        <li key={code} data-health={met ? 'healthy' : 'progressing'}>
          <Icon name={met ? 'ok' : 'ring'} label={met ? 'met' : 'not met yet'} className="glyph" />
          <div>
            {title}
            <span className="sub">{sentence}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}
