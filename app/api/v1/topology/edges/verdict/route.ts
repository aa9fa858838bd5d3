import { judgeEdge } from '@/lib/actions';
import { methods, operations, route } from '@/lib/http';
import { findEdge } from '@/lib/reads';

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(operations.judgeEdge, async ({ actor, body: { edge, ...said }, runtime }) => {
    await judgeEdge(runtime.actions(actor), findEdge(runtime.reads(actor), edge), said);
    return { edge, verdict: said.verdict };
  }),
});
