import { methods, openLive, operations, route } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: route(operations.openStream, openLive) });
