'use client';
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../ui/menu';
import type { IconName } from '../ui/icon';
import type { ShellData } from './shell-data';
import { useTheme, type ThemeChoice } from './use-theme';

export const THEMES: readonly { value: ThemeChoice; label: string; icon: IconName }[] = [
  { value: 'system', label: 'As the system', icon: 'monitor' },
  { value: 'light', label: 'Light', icon: 'sun' },
  { value: 'dark', label: 'Dark', icon: 'night' },
];

export interface PersonMenuProps {
  actor: ShellData['actor'];
  onSignOut: () => void;
}

/** The signed-in person, the theme, and sign-out. */
export function PersonMenu({ actor, onSignOut }: PersonMenuProps) {
  const [theme, setTheme] = useTheme();
  return (
    <Menu
      trigger={
        <button type="button" className="user desk">
          <span className="avatar" aria-hidden="true">
            {actor.initials}
          </span>
          {actor.subtitle}
        </button>
      }
    >
      <div className="menu__who">
        <strong>{actor.name}</strong>
        <span className="sub">{actor.subtitle}</span>
      </div>
      <MenuSeparator />
      <MenuChoice label="Theme" value={theme} onChange={setTheme} options={THEMES} />
      <MenuSeparator />
      <MenuItem icon="log-out" onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
