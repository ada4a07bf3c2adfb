/**
 * The case file: the envelope handed to the bureau's backend, as designed in §3.5. The zod schema is the contract:
 * what is stored, what is posted and what the reference receiver accepts are checked against the same shape.
 */
import { z } from 'zod'

const basis = z.strictObject({ source: z.string(), article: z.string().optional() })

const answerState = z.union([
  z.strictObject({ kind: z.literal('given'), value: z.union([z.boolean(), z.number(), z.string()]) }),
  z.strictObject({ kind: z.enum(['unknown', 'declined', 'later']) }),
])

export const attachmentSchema = z.strictObject({
  reference: z.string(),
  name: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
})

/** A visit booked with the case; times in China. */
export const appointmentSchema = z.strictObject({
  /** The office's id in knowledge/appointments.yaml, and its name then. */
  office: z.string().min(1),
  officeName: z.string().min(1),
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  from: z.string().regex(/^\d{2}:\d{2}$/),
  to: z.string().regex(/^\d{2}:\d{2}$/),
})

export const caseFileSchema = z.strictObject({
  id: z.string().min(1),
  /** The public number: what the resident reads out. */
  number: z.string().min(1),
  intake: z.string().min(1),
  service: z.strictObject({ programme: z.string(), title: z.string() }),
  region: z.string(),
  form: z.strictObject({ id: z.string(), title: z.string(), digest: z.string() }),
  answers: z.array(
    z.strictObject({
      path: z.string(),
      field: z.string(),
      type: z.string(),
      label: z.string(),
      state: answerState,
      shown: z.string(),
      sensitive: z.boolean(),
      provenance: z.strictObject({
        by: z.enum(['resident', 'operator', 'derived']),
        at: z.string(),
        corrected: z.boolean(),
      }),
    }),
  ),
  attachments: z.array(attachmentSchema),
  documents: z.array(z.string()),
  eligibility: z
    .strictObject({
      ruleSet: z.string(),
      digest: z.string(),
      on: z.string(),
      region: z.string(),
      outcome: z.enum(['likely', 'unlikely', 'cannotTell', 'needsHuman']),
      facts: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])),
      criteria: z.array(
        z.strictObject({
          id: z.string(),
          label: z.string(),
          verdict: z.enum(['met', 'unmet', 'unknown', 'excepted']),
          basis: z.array(basis),
        }),
      ),
    })
    .optional(),
  consents: z.array(
    z.strictObject({
      group: z.string(),
      notice: z.string(),
      noticeDigest: z.string(),
      basis: z.array(basis),
      at: z.string(),
      /** A consent of its own, given as an answer; a notice has none. */
      answer: z
        .strictObject({ path: z.string(), value: z.union([z.boolean(), z.number(), z.string()]), shown: z.string() })
        .optional(),
      /** Whom it concerns, by path; absent for the applicant. And the answer that names who gave it for them. */
      person: z.string().optional(),
      by: z.string().optional(),
    }),
  ),
  /** As booked on opening; changes are events of the case. */
  appointment: appointmentSchema.optional(),
  channel: z.string(),
  conversation: z.string(),
  retention: z.enum(['delivered30d']),
  openedAt: z.string(),
})

export type CaseFile = z.infer<typeof caseFileSchema>

/** As the resident sees it: 已受理 / 正在转交 / 已送达 / 需人工处理, and what the backend said since. */
export type CaseStage = 'accepted' | 'handingOff' | 'delivered' | 'needsPerson'

export const STAGE_LABELS: Readonly<Record<CaseStage, string>> = {
  accepted: '已受理',
  handingOff: '正在转交',
  delivered: '已送达',
  needsPerson: '需人工处理',
}

export interface CaseState {
  readonly stage: CaseStage
  readonly backendNumber?: string | undefined
  readonly attempts: number
  readonly why?: string | undefined
  readonly latestStatus?: { readonly status: string; readonly note: string; readonly at: string } | undefined
  /** When its resident took it back; the backend is told in order, like everything else. */
  readonly withdrawnAt?: string | undefined
}
