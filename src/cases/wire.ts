/**
 * What the backend answers on the wire, as schemas. With `case-file.ts` and `apply-status.ts` they are the published
 * contract: `npm run contract` writes openapi.yaml and the JSON Schemas from them.
 */
import { z } from 'zod'

/** Names our case: without it a 2xx is not a receipt. */
export const receiptSchema = z.object({
  received: z.string().describe('收到的办件的 id，与请求体里的 id 相同'),
  number: z.string().min(1).max(100).describe('后台自己的受理编号'),
})

export const refusalSchema = z.object({ reasons: z.array(z.string()).max(20) })

export const MOST_RECEIVED = 500

/** Asked page by page, in the backend's own order of arrival. */
export const receivedQuerySchema = z.strictObject({
  after: z.number().int().min(0).describe('从这个位置之后开始；第一页为 0'),
  atMost: z.number().int().min(1).max(MOST_RECEIVED),
})

export const receivedPageSchema = z.object({
  received: z.array(z.object({ case: z.string().max(200), number: z.string().max(100) })).max(MOST_RECEIVED),
  next: z.number().int().optional().describe('下一页的 after；没有下一页时不写'),
})
