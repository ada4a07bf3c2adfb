/**
 * Which addresses a Bot Framework activity may have us answer to. Whoever names the serviceUrl names where our words
 * go, so an unlisted one is refused before anything is sent.
 */
export const MICROSOFT_SERVICE_URLS = ['https://*.botframework.com', 'https://smba.trafficmanager.net'] as const
export const LOOPBACK_SERVICE_URLS = ['http://localhost', 'http://127.0.0.1', 'http://[::1]'] as const

export function isAllowedServiceUrl(serviceUrl: string, allowed: readonly string[]): boolean {
  if (!URL.canParse(serviceUrl)) return false
  const url = new URL(serviceUrl)
  if (url.username !== '' || url.password !== '') return false
  return allowed.some((pattern) => {
    const [scheme, host = ''] = pattern.split('://')
    if (url.protocol !== `${scheme}:`) return false
    return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
  })
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
