/** What a private key of a ballot is for: signing papers while it is open, or opening ballots once it is closed. */
export type KeyPurpose = 'sign' | 'open';

/** Keeps private keys unreadable; only a caller whose role may use the key for this purpose gets one back. */
export type KeyWrap = {
  wrap(purpose: KeyPurpose, sheetId: string, key: Uint8Array): Promise<string>;
  unwrap(purpose: KeyPurpose, sheetId: string, wrapped: string): Promise<Uint8Array<ArrayBuffer>>;
};
