import * as z from 'zod/mini';
import type { Arrival } from './accept-attachment.ts';
import { scanResults, type ObjectRef } from './attachment.ts';
import type { Scan } from './record-scan.ts';

/** S3 quotes entity tags in some places and not in others. */
const ref = (eTag: string, versionId: string | null | undefined): ObjectRef => ({
  eTag: eTag.replaceAll('"', ''),
  versionId: versionId ?? null,
});

/** EventBridge `Object Created` of S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const objectCreatedEvent = z.pipe(
  z.object({
    'detail-type': z.literal('Object Created'),
    detail: z.object({
      bucket: z.object({ name: z.string() }),
      object: z.object({ key: z.string(), etag: z.string(), 'version-id': z.nullish(z.string()) }),
    }),
  }),
  z.transform(({ detail: { bucket, object } }): Arrival & { readonly bucket: string } => ({
    bucket: bucket.name,
    key: object.key,
    object: ref(object.etag, object['version-id']),
  })),
);

/**
 * EventBridge event of GuardDuty Malware Protection for S3. A result that it doesn't name today counts as a failed scan:
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html
 */
export const scanResultEvent = z.pipe(
  z.object({
    'detail-type': z.literal('GuardDuty Malware Protection Object Scan Result'),
    detail: z.object({
      s3ObjectDetails: z.object({
        bucketName: z.string(),
        objectKey: z.string(),
        eTag: z.string(),
        versionId: z.nullish(z.string()),
      }),
      scanResultDetails: z.object({ scanResultStatus: z.catch(z.enum(scanResults), 'FAILED') }),
    }),
  }),
  z.transform(
    ({ detail: { s3ObjectDetails: at, scanResultDetails } }): Scan & { readonly bucket: string } => ({
      bucket: at.bucketName,
      key: at.objectKey,
      object: ref(at.eTag, at.versionId),
      result: scanResultDetails.scanResultStatus,
    }),
  ),
);
