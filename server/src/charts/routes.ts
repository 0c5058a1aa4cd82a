import { createRoute, z } from '@hono/zod-openapi';
import { answers, createApi, idNumber, serve } from '../platform/http/api.ts';
import type { Api } from '../platform/http/api.ts';
import type { Charts } from './charts.ts';

const geometry = createRoute({
  method: 'get',
  path: '/charts/{id}/{file}',
  summary: 'Geometry of a chart; its address changes with its content',
  request: {
    params: z.object({
      id: idNumber,
      file: z.string().regex(/^[0-9a-f]{24}\.json$/, 'must be a hash and .json'),
    }),
  },
  responses: answers(200, z.looseObject({}).openapi('ChartGeometry'), 'The geometry', [
    'NOT_FOUND',
  ]),
});

export function chartRoutes(charts: Charts): Api {
  const api = createApi();
  serve(api, geometry, async (c) => {
    const { id, file } = c.req.valid('param');
    const { json, gzip } = await charts.geometryFile(id, file.slice(0, -'.json'.length));
    const headers = {
      'Content-Type': 'application/json',
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    };
    return acceptsGzip(c.req.header('accept-encoding'))
      ? c.body(gzip, 200, { ...headers, 'Content-Encoding': 'gzip' })
      : c.body(json, 200, headers);
  });
  return api;
}

/** `gzip`, or anything, unless its weight is 0. */
function acceptsGzip(header = ''): boolean {
  const weights = new Map(
    header.split(',').map((part) => {
      const [coding = '', weight = 'q=1'] = part.split(';').map((text) => text.trim());
      return [coding.toLowerCase(), Number(weight.replace(/^q=/i, ''))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
