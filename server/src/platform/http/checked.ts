import type { z } from 'zod';
import { invalid } from '../errors.ts';

/** The check of an edge for whoever does not come over one. Throws INVALID, naming the field. */
export function checked<S extends z.ZodType>(schema: S, request: unknown): z.output<S> {
  const read = schema.safeParse(request);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const field = issue?.path.map(String).join('.') || 'request';
  throw invalid(field, `${field}: ${issue?.message ?? 'not valid'}`);
}
