'use client';
import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useDeferredValue } from 'react';
import { api, queryKeys } from '@/lib/client';
import type { AuditRecordDto, Page } from '@/lib/model';
import { useUrlState } from '../list/use-url-state';
import { RelativeTime } from '../time';
import { Button } from '../ui/button';
import { PageHead } from '../ui/page-head';
import { SearchField } from '../ui/search-field';
import { EmptyState, ErrorState, LoadingRows, NothingFound } from '../ui/states';
import { Head, Table } from '../ui/table';

/** Who did what, and when. Each record is chained to the one before it by a hash. */
export function AuditView({ initial }: { initial: Page<AuditRecordDto> }) {
  const url = useUrlState();
  const q = useDeferredValue(url.get('q'));
  const query = useInfiniteQuery({
    queryKey: queryKeys.audit({ q }),
    queryFn: ({ pageParam }) => api.get(pathOf(q, pageParam), { schema: ({ auditPage }) => auditPage }),
    initialPageParam: '',
    getNextPageParam: (page: Page<AuditRecordDto>) => page.nextCursor,
    ...(q === '' ? { initialData: { pages: [initial], pageParams: [''] }, initialDataUpdatedAt: 0 } : {}),
    placeholderData: (before) => before,
  });
  const records = query.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <>
      <PageHead
        title="Audit"
        note="Every request, approval, write and outcome, in the order in which it happened"
      />
      <div className="toolbar">
        <SearchField
          label="Person, action, subject"
          placeholder="Person, action, subject"
          value={url.get('q')}
          onChange={(text) => url.set('q', text)}
        />
      </div>
      {query.isError ? (
        <ErrorState
          title="The audit log could not be read."
          action={<Button onClick={() => void query.refetch()}>Try again</Button>}
        >
          {query.error.message}
        </ErrorState>
      ) : null}
      <div className="panel">
        {query.isPending ? (
          <LoadingRows rows={6} />
        ) : records.length === 0 ? (
          q === '' ? (
            <EmptyState title="No records yet.">Sign-ins and Changes are recorded here.</EmptyState>
          ) : (
            <NothingFound
              what="record"
              query={q}
              action={<Button onClick={() => url.clear('q')}>Clear</Button>}
            />
          )
        ) : (
          <AuditTable records={records} />
        )}
      </div>
      {query.hasNextPage ? (
        <p className="table-foot">
          <Button pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show older records
          </Button>
        </p>
      ) : null}
    </>
  );
}

function AuditTable({ records }: { records: readonly AuditRecordDto[] }) {
  return (
    <Table caption="Audit records" className="cards audit" sticky>
      <thead>
        <tr>
          <Head>What happened</Head>
          <Head>Who</Head>
          <Head>Subject</Head>
          <Head>Record</Head>
          <Head num>When</Head>
        </tr>
      </thead>
      <tbody>
        {records.map((record) => (
          <tr key={record.id}>
            <td data-col="name">
              {record.sentence}
              <span className="sub mono">{record.action}</span>
            </td>
            <td data-col="who">{record.actorName}</td>
            <td data-label="Subject">
              {/^CH-\d+$/.test(record.subject) ? (
                <Link href={`/changes/${record.subject}`}>{record.subject}</Link>
              ) : (
                <span className="mono">{record.subject}</span>
              )}
            </td>
            <td data-label="Record" className="mono muted" title={record.hash}>
              {record.hash.slice(0, 8)}
            </td>
            <td data-col="age" className="num age">
              <RelativeTime at={record.at} form="ago" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function pathOf(q: string, cursor: string): string {
  const params = new URLSearchParams();
  if (q !== '') params.set('q', q);
  if (cursor !== '') params.set('cursor', cursor);
  const text = params.toString();
  return text === '' ? '/api/v1/audit' : `/api/v1/audit?${text}`;
}
