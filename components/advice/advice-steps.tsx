'use client';
import Link from 'next/link';
import { ButtonLink } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import type { LinkMove, Move } from './advice-moves';

/** A step that leads somewhere, as a button; one that leads out says so by its arrow. */
export function MoveButton({ move, main = false }: { move: LinkMove; main?: boolean }) {
  const className = main ? 'btn btn--main' : 'btn';
  if (move.outside)
    return (
      <a className={className} href={move.href} rel="noreferrer">
        {move.label}
        <Icon name="external" />
      </a>
    );
  return (
    <ButtonLink kind={main ? 'main' : 'plain'} icon={move.icon} href={move.href} prefetch={false}>
      {move.label}
    </ButtonLink>
  );
}

/** All next steps beneath a cause: what leads somewhere as buttons, lines for a terminal beneath. */
export function AdviceSteps({ moves }: { moves: readonly Move[] }) {
  const links = moves.filter((move) => move.type === 'link');
  const commands = moves.filter((move) => move.type === 'copy');
  return (
    <>
      {links.length === 0 ? null : (
        <div className="actions">
          {links.map((move) => (
            <MoveButton key={move.href} move={move} />
          ))}
        </div>
      )}
      {commands.map((move) => (
        <div key={move.command} className="command">
          <span>{move.label}</span>
          <code>{move.command}</code>
          <CopyButton kind="icon" text={move.command} label={`Copy: ${move.label}`} />
        </div>
      ))}
    </>
  );
}

/** The steps as quiet links, at the foot of a receipt; what is to be copied stands on the Health tab. */
export function AdviceLinks({ moves }: { moves: readonly Move[] }) {
  const links = moves.filter((move) => move.type === 'link');
  return links.map((move) =>
    move.outside ? (
      <a key={move.href} href={move.href} rel="noreferrer">
        {move.label}
      </a>
    ) : (
      <Link key={move.href} href={move.href} prefetch={false}>
        {move.label}
      </Link>
    ),
  );
}
