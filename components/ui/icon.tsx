import {
  Copy,
  ExternalLink,
  KeyRound,
  LogOut,
  Minus,
  Monitor,
  Moon,
  Plus,
  Sun,
  X,
  type LucideIcon,
} from 'lucide-react';
import { ICON_PATHS } from './icon-paths';

/** Icons from Lucide for what we did not draw, with the same stroke weight. */
const LUCIDE = {
  copy: Copy,
  external: ExternalLink,
  key: KeyRound,
  'log-out': LogOut,
  minus: Minus,
  monitor: Monitor,
  night: Moon,
  plus: Plus,
  sun: Sun,
  close: X,
} satisfies Record<string, LucideIcon>;

export type IconName = keyof typeof ICON_PATHS | keyof typeof LUCIDE;

export interface IconProps {
  name: IconName;
  /** Its accessible name. Without one it is decoration, and there must be words beside it. */
  label?: string;
  className?: string;
}

/** One icon, 16 px unless its place sets another size, in the colour of its text. */
export function Icon({ name, label, className }: IconProps) {
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  if (name in LUCIDE) {
    const Drawing = LUCIDE[name as keyof typeof LUCIDE];
    return <Drawing size={16} strokeWidth={2.25} className={className} {...naming} />;
  }
  return (
    <svg
      viewBox="0 0 16 16"
      width={16}
      height={16}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
      {...naming}
    >
      {ICON_PATHS[name as keyof typeof ICON_PATHS]}
    </svg>
  );
}
