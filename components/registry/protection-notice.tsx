import type { RegistryProtectionDto } from '@/lib/model';
import { RelativeTime } from '../time';
import { Notice } from '../ui/states';

/** Why nothing is removed from the registry at present, and what ends that. */
export function ProtectionNotice({ protection }: { protection: RegistryProtectionDto }) {
  return (
    <div className="panel protection">
      <Notice title={protection.sentence}>
        So <RelativeTime at={protection.since} form="for" />. Callers are not given them. It ends when enough
        of them are heard of again, or <RelativeTime at={protection.endsAt} form="in" className="nowrap" />:
        what is silent for that long is taken for gone.
      </Notice>
    </div>
  );
}
