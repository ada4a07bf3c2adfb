/** Who we are to the Bot Framework, and which of its channels may be answered. */
export interface BotFrameworkSettings {
  readonly appId?: string | undefined
  readonly password?: string | undefined
  /** With a tenant the app is single-tenant; without one, multi-tenant. */
  readonly tenant?: string | undefined
  /** `https://host` or `https://*.host`; Microsoft's own, or loopback without an app id, unless given. */
  readonly serviceUrls?: readonly string[] | undefined
}
