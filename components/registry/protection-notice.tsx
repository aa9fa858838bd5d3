import type { RegistryProtectionDto } from '@/lib/model';
import { RelativeTime } from '../time';
import { Notice } from '../ui/states';

/** Why nothing is removed from the registry at present, and what ends that. */
export function ProtectionNotice({ protection }: { protection: RegistryProtectionDto }) {
  return (
    <div className="panel protection">
      <Notice title={protection.sentence}>
        Active <RelativeTime at={protection.since} form="for" />. Callers do not get these instances. It ends
        when enough of them report again, or{' '}
        <RelativeTime at={protection.endsAt} form="in" className="nowrap" />: instances that do not report
        until then are removed.
      </Notice>
    </div>
  );
}
