import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Room for the longest achievement report and its JSON escapes; files never come this way. */
const maxBodyBytes = 1_000_000;

/** Answers 413 for an over-long body before anything reads it; undefined lets the request through. */
export function refuseLongBody({
  body = '',
  isBase64Encoded,
}: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 | undefined {
  if (Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') <= maxBodyBytes) return undefined;
  const error = { message: 'Yêu cầu quá lớn.', extensions: { code: 'BAD_REQUEST', max: maxBodyBytes } };
  return {
    statusCode: 413,
    headers: { 'content-type': 'application/graphql-response+json; charset=utf-8' },
    body: JSON.stringify({ errors: [error] }),
  };
}
