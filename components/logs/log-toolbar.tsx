'use client';
import type { PodDto } from '@/lib/model';
import { HealthGlyph, healthKey } from '../health';
import { counted } from '../list/counted';
import { Button } from '../ui/button';
import { SearchField } from '../ui/search-field';
import { Segmented } from '../ui/segmented';
import { Select } from '../ui/select';
import { SINCE, type LogChoice } from './log-query';

export interface LogToolbarProps {
  choice: LogChoice;
  onChoice: (choice: Partial<LogChoice>) => void;
  pods: readonly PodDto[];
  containers: readonly string[];
  q: string;
  onSearch: (q: string) => void;
  /** "3 of 12 matches"; null where there is no search. */
  found: string | null;
  error: string | null;
  onStep: (step: 1 | -1) => void;
}

/** Which logs, since when, and the search within them. */
export function LogToolbar(props: LogToolbarProps) {
  const { choice, onChoice, pods, containers, q, onSearch, found, error, onStep } = props;
  const restarted = pods.some(
    ({ ref, restarts }) => restarts > 0 && (choice.pod === '' || choice.pod === ref.name),
  );
  return (
    <div className="toolbar log-toolbar">
      <PodSelect pods={pods} value={choice.pod} onChange={(pod) => onChoice({ pod })} />
      {containers.length < 2 && choice.container === '' ? null : (
        <Select
          label={`Container: ${choice.container === '' ? 'all' : choice.container}`}
          value={choice.container}
          onChange={(container) => onChoice({ container })}
          options={[
            { value: '', label: 'All containers' },
            ...containers.map((name) => ({ value: name, label: name })),
          ]}
          display={choice.container === '' ? 'All containers' : choice.container}
        />
      )}
      <Segmented
        label="Since"
        value={choice.since}
        onChange={(since) => onChoice({ since })}
        options={SINCE}
      />
      {restarted || choice.previous ? (
        <Button
          icon="back"
          aria-pressed={choice.previous}
          onClick={() => onChoice({ previous: !choice.previous })}
        >
          Previous run
        </Button>
      ) : null}
      <SearchField label="Search the lines" placeholder="Words or /pattern/" value={q} onChange={onSearch} />
      {found === null ? null : (
        <>
          <Button kind="icon" icon="up" aria-label="Previous match" onClick={() => onStep(-1)} />
          <Button kind="icon" icon="down" aria-label="Next match" onClick={() => onStep(1)} />
        </>
      )}
      <span className={error === null ? 'muted' : 'error'} role="status">
        {error ?? found}
      </span>
    </div>
  );
}

interface PodSelectProps {
  pods: readonly PodDto[];
  value: string;
  onChange: (pod: string) => void;
}

function PodSelect({ pods, value, onChange }: PodSelectProps) {
  const all = `All ${counted(pods.length, 'pod')}`;
  const known = value === '' || pods.some(({ ref }) => ref.name === value);
  return (
    <Select
      label={`Pod: ${value === '' ? all : value}`}
      value={value}
      onChange={onChange}
      className="btn log-pods"
      options={[
        { value: '', label: all },
        ...pods.map(({ ref, health }) => ({
          value: ref.name,
          label: ref.name,
          note: (
            <span data-health={healthKey(health.status)}>
              <HealthGlyph health={health.status} />
            </span>
          ),
        })),
        ...(known ? [] : [{ value, label: value }]),
      ]}
    />
  );
}
