/**
 * What happens to a case after it was handed over, told to the backend in order: its resident withdrew it, brought
 * papers later, corrected an answer, or moved or gave up the visit booked with it. The first hand-off stays the bare
 * case file; these carry a `type`, so that a receiver tells them apart.
 */
import { z } from 'zod'
import { appointmentSchema, attachmentSchema } from './case-file'

const common = {
  /** Our case id: the receipt names it, as it does for the case itself. */
  case: z.string().min(1),
  number: z.string().min(1),
  at: z.iso.datetime({ offset: true }),
}

export const caseEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('case.withdrawn'), ...common }),
  z.strictObject({ type: z.literal('case.supplemented'), ...common, attachments: z.array(attachmentSchema).min(1) }),
  z.strictObject({
    ...{ type: z.literal('case.corrected'), ...common },
    /** One answer of the case, by its path, as it stands from now on. */
    path: z.string().min(1),
    label: z.string(),
    value: z.union([z.boolean(), z.number(), z.string()]),
    shown: z.string(),
  }),
  z.strictObject({
    ...{ type: z.literal('appointment.moved'), ...common },
    before: appointmentSchema,
    after: appointmentSchema,
  }),
  z.strictObject({ type: z.literal('appointment.cancelled'), ...common, before: appointmentSchema }),
])

export type CaseEvent = z.infer<typeof caseEventSchema>

export type AppointmentEvent = Extract<CaseEvent, { type: `appointment.${string}` }>
