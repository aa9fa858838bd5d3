import { serve } from '@/lib/http';

export const { GET, POST, PUT, PATCH, DELETE } = serve('/api/v1/registry/tokens/{name}');
