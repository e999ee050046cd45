import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { OpenFile } from './open-data.ts';

/** For five minutes caches needn't ask again; open data is nobody's own, so any site may read it. */
const always = {
  'cache-control': 'public, max-age=300',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
};

/** Answers a GET of `/open-data/<file>`: 200, 304 to whoever has the same bytes, 404. */
export async function serveOpenData(
  event: Pick<APIGatewayProxyEventV2, 'rawPath' | 'headers'>,
  open: (name: string) => Promise<OpenFile | undefined>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const file = await open(event.rawPath.replace(/^\/open-data\//, ''));
  if (!file)
    return {
      statusCode: 404,
      headers: { ...always, 'content-type': 'application/json' },
      body: '{"message":"Not Found"}',
    };
  const etag = `"${createHash('sha256').update(file.tag).digest('base64url')}"`;
  const headers = { ...always, etag };
  const known = (event.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag)) return { statusCode: 304, headers };
  return { statusCode: 200, headers: { ...headers, 'content-type': file.contentType }, body: file.body };
}
