import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { cleanKey, type ObjectRef } from './attachment.ts';
import type { Arrived } from './check-content.ts';
import type { Files } from './files.ts';

/**
 * Files in an S3 bucket, which encrypts by its own default key. The modules are imported on first use: most requests
 * never touch a file.
 */
export function s3Files(bucket: string, config: S3ClientConfig = {}): Files {
  let loading: ReturnType<typeof load> | undefined;
  const s3 = () => (loading ??= load(config));

  async function fetchObject(
    { client, GetObjectCommand }: Awaited<ReturnType<typeof load>>,
    which: { readonly Key: string; readonly IfMatch?: string; readonly VersionId?: string },
    limit: number,
  ): Promise<Arrived | undefined> {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, ...which })).catch(unlessGone);
    if (!found) return undefined;
    const size = found.ContentLength ?? 0;
    if (size > limit) {
      // Ends the transfer: the rest isn't wanted.
      await found.Body?.transformToWebStream().cancel();
      return { size, bytes: undefined };
    }
    return { size, bytes: Buffer.from((await found.Body?.transformToByteArray()) ?? []) };
  }

  return {
    presignPost: async ({ key, contentType, size, sha256, seconds }) => {
      const { client, createPresignedPost } = await s3();
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Expires: seconds,
        // Each field becomes an exact condition of the policy.
        Fields: {
          'Content-Type': contentType,
          'x-amz-checksum-algorithm': 'SHA256',
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
          success_action_status: '201',
        },
        Conditions: [['content-length-range', size, size]],
      });
      return { url, fields: Object.entries(fields).map(([name, value]) => ({ name, value })) };
    },
    presignGet: async ({ key, contentType, disposition, seconds }) => {
      const { client, GetObjectCommand, getSignedUrl } = await s3();
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: contentType,
        ResponseContentDisposition: disposition,
      });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },
    read: async (key, object, limit) => fetchObject(await s3(), { Key: key, ...precisely(object) }, limit),
    readClean: async (id, limit) => fetchObject(await s3(), { Key: cleanKey(id) }, limit),
    put: async ({ key, contentType, bytes }) => {
      const { client, PutObjectCommand } = await s3();
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, ContentType: contentType, Body: bytes }),
      );
    },
    copy: async (from, object, to) => {
      const { client, CopyObjectCommand } = await s3();
      const version = object.versionId === null ? '' : `?versionId=${encodeURIComponent(object.versionId)}`;
      const copied = await client
        .send(
          new CopyObjectCommand({
            Bucket: bucket,
            Key: to,
            CopySource: `${bucket}/${from}${version}`,
            CopySourceIfMatch: object.eTag,
            // The scanner's tags stay with what it scanned: nobody else may write any.
            TaggingDirective: 'REPLACE',
          }),
        )
        .catch(unlessGone);
      return copied !== undefined;
    },
    remove: async (key, versionId) => {
      const { client, DeleteObjectCommand } = await s3();
      await client.send(
        new DeleteObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(versionId !== null && { VersionId: versionId }),
        }),
      );
    },
  };
}

const precisely = ({ eTag, versionId }: ObjectRef) => ({
  IfMatch: eTag,
  ...(versionId !== null && { VersionId: versionId }),
});

async function load(config: S3ClientConfig) {
  const [sdk, { createPresignedPost }, { getSignedUrl }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/s3-presigned-post'),
    import('@aws-sdk/s3-request-presigner'),
  ]);
  const { S3Client, GetObjectCommand, CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } = sdk;
  // By default the client would sign the checksum of an empty body into what it presigns.
  const client = new S3Client({
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...config,
  });
  return {
    client,
    GetObjectCommand,
    CopyObjectCommand,
    DeleteObjectCommand,
    PutObjectCommand,
    createPresignedPost,
    getSignedUrl,
  };
}

const gone = new Set(['NoSuchKey', 'NoSuchVersion', 'PreconditionFailed', 'NotFound']);

/** Removed or written anew since the event: what came after it tells. */
function unlessGone(error: unknown): undefined {
  if (error instanceof Error && gone.has(error.name)) return undefined;
  throw error;
}
