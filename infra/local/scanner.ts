import type { Said } from './events.ts';
import type { ObjectCreated } from './s3/operations.ts';

/** The test string of the antivirus industry (eicar.org), in two parts so that no scanner takes this file for it. */
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** Stands in for GuardDuty on a laptop: it knows one virus, and that one is harmless. */
export const scan = (bytes: Buffer): 'THREATS_FOUND' | 'NO_THREATS_FOUND' =>
  bytes.includes(eicar, 0, 'latin1') ? 'THREATS_FOUND' : 'NO_THREATS_FOUND';

/** What S3 says of a new object. */
export const createdEvent = ({ bucket, key, size, etag, versionId }: ObjectCreated): Said => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: {
    bucket: { name: bucket },
    object: { key, size, etag, ...(versionId !== undefined && { 'version-id': versionId }) },
  },
});

/** What GuardDuty says of it, once it has looked. */
export const scannedEvent = ({ bucket, key, etag, versionId }: ObjectCreated, bytes: Buffer): Said => ({
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  detail: {
    scanStatus: 'COMPLETED',
    s3ObjectDetails: { bucketName: bucket, objectKey: key, eTag: etag, versionId: versionId ?? null },
    scanResultDetails: { scanResultStatus: scan(bytes) },
  },
});
