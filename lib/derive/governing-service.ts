import { traitsOf, type Workload } from '@/lib/model';
import { textAt } from './field';

/** The Service that a workload names to govern its pods' DNS names; null for a kind, or a workload, without one. */
export function governingServiceOf(workload: Workload): string | null {
  const path = traitsOf(workload.kind).governingService;
  const name = path === null ? '' : textAt(workload, path);
  return name === '' ? null : name;
}
