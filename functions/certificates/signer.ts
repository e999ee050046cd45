/** A public key as JWK (RFC 7517), with which anyone checks certificates without asking us. */
export type PublicKey = {
  readonly kid: string;
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
};

/** Signs what certificates say. In the cloud and on a laptop it is KMS; the private key never reaches this process. */
export interface Signer {
  publicKey(): Promise<PublicKey>;
  /** ES256: the signature as JWS wants it, base64url. */
  sign(text: string): Promise<string>;
}
