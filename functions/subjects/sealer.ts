/** What a sealed text is bound to: it opens with the same context only. */
export type SealContext = Readonly<Record<string, string>>;

/** Keeps personal numbers and contacts unreadable. In the cloud and on a laptop it is KMS; the keys never reach this process. */
export interface Sealer {
  seal(plain: string, context: SealContext): Promise<string>;
  /** Throws when the text was altered or sealed for another context. */
  open(sealed: string, context: SealContext): Promise<string>;
  /** The same text always gives the same fingerprint; without the key it can't be computed, so not be guessed at. */
  fingerprint(plain: string): Promise<string>;
}
