import type { Cors } from './template/wiring.ts';

type Headers = Readonly<Record<string, string>>;

/** What an HTTP API with this CORS configuration answers to a preflight; undefined when it is none. */
export function preflight(cors: Cors | undefined, method: string, headers: Headers): Headers | undefined {
  if (!cors || method !== 'OPTIONS' || !headers['origin'] || !headers['access-control-request-method'])
    return undefined;
  const origin = corsHeaders(cors, headers);
  if (Object.keys(origin).length === 0) return {};
  return {
    ...origin,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    ...(cors.AllowHeaders.length > 0 && { 'access-control-allow-headers': cors.AllowHeaders.join(',') }),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  };
}

/** The headers that a page of another origin needs to read an answer; none for an origin that isn't allowed. */
export function corsHeaders(cors: Cors | undefined, headers: Headers): Headers {
  const origin = headers['origin'];
  if (!cors || origin === undefined) return {};
  const any = cors.AllowOrigins.includes('*');
  if (!any && !cors.AllowOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(!any && { vary: 'origin' }),
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.ExposeHeaders.length > 0 && { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
  };
}
