/** The shape of dialogs/<id>.yaml. Only shape: what a dialog must satisfy as a whole is in dialog-proofs.ts. */
import { z } from 'zod'
import { conditionSchema } from '../domain/conditions'
import { type Choice, type Dialog, FIELD_TYPES, type Group } from './dialog'

const text = z
  .string()
  .refine((value) => value.trim() !== '', { error: '不能是空的', params: { remedy: '写上文字。' } })
const name = z.string().refine((value) => /^[a-z][A-Za-z0-9]*$/.test(value), {
  error: '名称只能用英文字母和数字，小写字母开头',
  params: { remedy: '例如 applicantName。' },
})
const texts = z.array(text).default([])

const choice: z.ZodType<Choice, unknown> = z
  .union([text, z.strictObject({ label: text, also: texts })])
  .transform((written) => (typeof written === 'string' ? { label: written, also: [] } : written))

const basis = z.array(z.strictObject({ source: text, article: text.optional() })).min(1)
const years = z.number().int().min(1)

const consent = z.strictObject({
  basis,
  by: z.array(name).default([]),
  age: z.union([z.strictObject({ of: name, below: years }), z.strictObject({ of: name, atLeast: years })]).optional(),
})

const field = z.strictObject({
  name,
  type: z.enum(FIELD_TYPES),
  label: text,
  also: texts,
  question: text,
  why: text,
  when: conditionSchema.optional(),
  choices: z.record(name, choice).default({}),
  atLeast: z.union([z.number(), z.string()]).optional(),
  atMost: z.union([z.number(), z.string()]).optional(),
  daysAhead: z.number().int().min(1).optional(),
  per: z.enum(['month', 'year']).optional(),
  together: z.boolean().optional(),
  notCounted: z.array(text).min(1).optional(),
  sex: z.enum(['male', 'female']).optional(),
  examples: texts,
  unknownOk: z.boolean().default(false),
  laterOk: z.boolean().default(false),
  sensitive: z.boolean().default(false),
  explain: z.record(text, text).default({}),
  fact: z.string().optional(),
  consent: consent.optional(),
})

const notice = z.strictObject({
  text,
  basis,
})

const repeat = z.strictObject({
  of: text,
  min: z.number().int().min(0).default(0),
  max: z.number().int().min(1),
  first: text,
  more: text,
  why: text,
  calledBy: z.array(name).default([]),
})

const group: z.ZodType<Group, unknown> = z.lazy(() =>
  z.strictObject({
    id: name,
    title: text,
    notice: notice.optional(),
    when: conditionSchema.optional(),
    repeat: repeat.optional(),
    fields: z.array(field).min(1),
    groups: z.array(group).default([]),
  }),
)

const derivation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('count'), of: name, plus: z.number().int().default(0) }),
  z.strictObject({ kind: z.literal('sum'), of: z.array(text).min(1) }),
  z.strictObject({ kind: z.literal('age'), birth: name, on: name }),
  z.strictObject({ kind: z.literal('reaches'), birth: name, years: z.number().int().min(1), on: name }),
  z.strictObject({ kind: z.literal('weekend'), of: name }),
  z.strictObject({ kind: z.literal('holds'), when: conditionSchema }),
])

export const dialogSchema: z.ZodType<Dialog, unknown> = z.strictObject({
  id: text,
  title: text,
  programme: text,
  opening: text,
  region: name,
  groups: z.array(group).min(1),
  derived: z
    .array(
      z.strictObject({
        name,
        label: text,
        from: derivation,
        shown: z.boolean().default(true),
        fact: z.string().optional(),
      }),
    )
    .default([]),
  notes: z.array(z.strictObject({ when: conditionSchema, text })).default([]),
  stops: z
    .array(z.strictObject({ when: conditionSchema, text, each: name.optional(), offer: text.optional() }))
    .default([]),
  documents: z.array(z.strictObject({ text, when: conditionSchema.optional(), each: name.optional() })).default([]),
  review: z.strictObject({ intro: text, confirm: text }),
  receipt: text,
  appointment: z.strictObject({ day: name, half: name, appliedOn: name.optional(), receipt: text }).optional(),
})
