import type { RegistryProtectionDto } from '@/lib/model';
import { RelativeTime } from '../time';
import { Notice } from '../ui/states';

/** Why nothing is removed from the registry for now. */
export function ProtectionNotice({ protection }: { protection: RegistryProtectionDto }) {
  return (
    <div className="panel protection">
      <Notice title={protection.sentence}>
        So <RelativeTime at={protection.since} form="for" />.
      </Notice>
    </div>
  );
}
