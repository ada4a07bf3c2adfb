/** The wire signature: the standard's own vector, and everything that must not pass. */
import { signWebhook, TOLERANCE_MS, verifyWebhook } from '../../src/cases/webhook'
import { isWebhookSecret } from '../../src/domain/webhook-secret'
import { noon } from './sample'

// The published example of the Standard Webhooks specification.
const standard = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: new Date(1614265330 * 1000),
  body: '{"test": 2432232314}',
  secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
}
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const [old, fresh, stranger] = [1, 2, 3].map((byte) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`) as [
  string,
  string,
  string,
]
const body = JSON.stringify({ case: 'case_1', note: '入户调查' })
const headers = (secrets = [old], at = noon) => signWebhook({ id: 'm1', at, body, secrets })
const verify = (given: Record<string, string | string[] | undefined>, secrets = [old], sent: string | Buffer = body) =>
  verifyWebhook(given, sent, { secrets, now: noon })

it("signs the standard's example as the standard does", () => {
  expect(signWebhook(standard)).toEqual({
    'webhook-id': standard.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': signature,
  })
})

it("verifies the standard's example, as text and as bytes", () => {
  const given = signWebhook(standard)
  const known = { secrets: standard.secrets, now: standard.at }
  expect(verifyWebhook(given, standard.body, known)).toEqual({ kind: 'verified', id: standard.id })
  expect(verifyWebhook(given, Buffer.from(standard.body), known)).toEqual({ kind: 'verified', id: standard.id })
})

it('signs with every live secret, and passes with any one of them', () => {
  const both = headers([old, fresh])
  expect(both['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const known of [[old], [fresh], [stranger, fresh], [fresh, old]])
    expect(verify(both, known).kind).toBe('verified')
  expect(verify(both, [stranger])).toEqual({ kind: 'refused', code: 'badSignature' })
})

it('refuses when anything that was signed is changed', () => {
  const good = headers()
  expect(verify(good).kind).toBe('verified')
  const second = String(noon.getTime() / 1000 + 1)
  const bad = { kind: 'refused', code: 'badSignature' }
  expect(verify(good, [old], `${body} `)).toEqual(bad)
  expect(verify({ ...good, 'webhook-id': 'm2' })).toEqual(bad)
  expect(verify({ ...good, 'webhook-timestamp': second })).toEqual(bad)
  expect(verify({ ...good, 'webhook-signature': good['webhook-signature']?.replace('v1,', 'v1a,') })).toEqual(bad)
  expect(verify({ ...good, 'webhook-signature': good['webhook-signature']?.slice(0, -4) })).toEqual(bad)
})

it('refuses a signature that is not one, without a fault', () => {
  for (const text of ['v1', 'v1,', 'v1,***', ',', ' ', 'v1,AAAA', 'v2,AAAA v1,', '\u{1f600}']) {
    expect(verify({ ...headers(), 'webhook-signature': text })).toEqual({ kind: 'refused', code: 'badSignature' })
  }
})

it('refuses a message without its headers, or with one of them twice', () => {
  for (const name of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
    expect(verify({ ...headers(), [name]: undefined })).toEqual({ kind: 'refused', code: 'unsigned' })
    expect(verify({ ...headers(), [name]: ['a', 'b'] })).toEqual({ kind: 'refused', code: 'unsigned' })
  }
})

it('refuses a message older or newer than five minutes, and no time that is not a number', () => {
  const shifted = (ms: number) => verify(headers([old], new Date(noon.getTime() + ms)))
  expect(shifted(-TOLERANCE_MS).kind).toBe('verified')
  expect(shifted(TOLERANCE_MS).kind).toBe('verified')
  for (const ms of [-TOLERANCE_MS - 1000, TOLERANCE_MS + 1000]) {
    expect(shifted(ms)).toEqual({ kind: 'refused', code: 'untimely' })
  }
  for (const timestamp of ['now', '1e9', '-1', '0x5', ' ', `${noon.getTime()}`]) {
    expect(verify({ ...headers(), 'webhook-timestamp': timestamp })).toEqual({ kind: 'refused', code: 'untimely' })
  }
})

it('takes no secret that two libraries would read differently, nor a short one', () => {
  expect(isWebhookSecret(old)).toBe(true)
  const short = `whsec_${Buffer.alloc(23).toString('base64')}`
  for (const text of ['', 'secret', old.slice('whsec_'.length), short, `${old}!`])
    expect(isWebhookSecret(text)).toBe(false)
  expect(() => signWebhook({ id: 'm1', at: noon, body, secrets: ['secret'] })).toThrow(/webhook secret/)
})
