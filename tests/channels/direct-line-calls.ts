/** Direct Line as a client speaks it. */

export interface Opened {
  readonly conversationId: string
  readonly userId: string
  readonly token: string
  readonly streamUrl: string
}

export interface Shown {
  readonly id: string
  readonly text: string
  readonly from: { readonly id: string; readonly role: string }
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] }
  readonly channelData: { readonly [name: string]: unknown }
}

export async function openConversation(url: string): Promise<Opened> {
  const response = await fetch(`${url}/directline/conversations`, { method: 'POST' })
  expect(response.status).toBe(201)
  return (await response.json()) as Opened
}

export function say(url: string, opened: Opened, text: string, clientActivityID: string): Promise<Response> {
  return post(url, opened, { type: 'message', text, channelData: { clientActivityID } })
}

export function post(url: string, opened: Opened, activity: unknown): Promise<Response> {
  return fetch(`${url}/directline/conversations/${opened.conversationId}/activities`, {
    method: 'POST',
    headers: { ...bearer(opened.token), 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  })
}

export async function read(
  url: string,
  opened: Opened,
  watermark = '',
): Promise<{ activities: Shown[]; watermark: string }> {
  const path = `${url}/directline/conversations/${opened.conversationId}/activities?watermark=${watermark}`
  const response = await fetch(path, { headers: bearer(opened.token) })
  expect(response.status).toBe(200)
  return (await response.json()) as { activities: Shown[]; watermark: string }
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

/** Status and code of a refusal, after checking that it has a Chinese message and nothing of our insides. */
export async function refusal(response: Response): Promise<readonly [number, string]> {
  const text = await response.text()
  const body = JSON.parse(text) as { error: { code: string; message: string } }
  expect(Object.keys(body)).toEqual(['error'])
  expect(Object.keys(body.error)).toEqual(['code', 'message'])
  expect(body.error.message).toMatch(/[一-龥]/)
  expect(text).not.toMatch(/\bat \/|\.ts|\.js|node_modules|Error:/)
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(response.headers.get('x-request-id')).toMatch(/^[A-Z0-9]{12}$/)
  return [response.status, body.error.code]
}
