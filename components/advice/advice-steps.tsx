'use client';
import Link from 'next/link';
import { ButtonLink } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import type { LinkMove, Move } from './advice-moves';

/** A step that is a link, as a button; an arrow marks links to other sites. */
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

/** All next steps of a cause: links as buttons, commands for a terminal below them. */
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

/** The steps as small links, at the foot of a receipt. Commands to copy are on the Health tab. */
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
