import Link from 'next/link';
import { cx } from '../ui/cx';

/** The mark: a wheelhouse from the front. */
export function BrandMark() {
  return (
    <svg
      viewBox="0 0 20 20"
      width={20}
      height={20}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3.5 7.5 5.5 3h9l2 4.5M2.5 17V9.5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2V17z" />
      <path d="M2.5 12.5h15M7.5 7.5v5M12.5 7.5v5" />
    </svg>
  );
}

/** The mark with the name, as a link to Now; on a phone the mark alone. */
export function Brand({ href, phone = false }: { href: string; phone?: boolean }) {
  return (
    <Link className={cx('brand', phone && 'phone')} href={href} aria-label={phone ? 'Pilothouse' : undefined}>
      <BrandMark />
      {phone ? null : 'Pilothouse'}
    </Link>
  );
}
