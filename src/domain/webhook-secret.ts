/** Signing secrets as Standard Webhooks writes them: `whsec_` and the base64 of at least 24 bytes. */
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/

/** For checking a setting before use: a secret read differently by both sides never verifies. */
export function isWebhookSecret(text: string): boolean {
  const encoded = SECRET.exec(text)?.[1]
  return encoded !== undefined && Buffer.from(encoded, 'base64').length >= 24
}
