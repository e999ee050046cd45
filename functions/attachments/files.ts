import type { Id } from '../kernel/ids.ts';
import type { ObjectRef } from './attachment.ts';
import type { Arrived } from './check-content.ts';

export type UploadForm = {
  readonly url: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly expiresAt: string;
};

export type UploadTerms = {
  readonly key: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
  readonly seconds: number;
};

export type DownloadTerms = {
  readonly key: string;
  readonly contentType: string;
  readonly disposition: string;
  readonly seconds: number;
};

export type StoredBytes = { readonly key: string; readonly contentType: string; readonly bytes: Buffer };

/** Where bytes are kept. Nothing but the check on arrival, and the import of lists, ever reads them here. */
export interface Files {
  /** A form that stores exactly these bytes under exactly this key, for so long. */
  presignPost(terms: UploadTerms): Promise<Omit<UploadForm, 'expiresAt'>>;
  presignGet(terms: DownloadTerms): Promise<string>;
  /** The object if it still is the one named; without its bytes when it is larger than `limit`. */
  read(key: string, object: ObjectRef, limit: number): Promise<Arrived | undefined>;
  /** What was judged clean and kept; without its bytes when it is larger than `limit`. */
  readClean(id: Id<'att'>, limit: number): Promise<Arrived | undefined>;
  /** Stores what the system itself has made. */
  put(object: StoredBytes): Promise<void>;
  /** False when the source is no longer the object named. */
  copy(from: string, object: ObjectRef, to: string): Promise<boolean>;
  /** Removes the object, if there is one. */
  remove(key: string, versionId: string | null): Promise<void>;
}
