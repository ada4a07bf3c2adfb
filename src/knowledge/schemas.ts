/** The strict shapes of the YAML files in knowledge/, as knowledge/README.md explains them to policy staff. */
import { z } from 'zod'
import { conditionSchema } from '../domain/conditions'
import { parseLegalDay } from '../domain/legal-day'
import { FACETS } from '../domain/programme'
import { OUTCOMES } from '../domain/rule-set'
import { UNITS } from '../domain/standard'

const words = z.array(z.string().min(1))

const day = z.string().refine((text) => parseLegalDay(text) !== undefined, {
  message: '不是真实存在的日期',
  params: { remedy: '写成 2026-07-01 这样的年-月-日。' },
})

const periodShape = { from: day, to: day.optional() }

export const sourcesFile = z.strictObject({
  sources: z.array(
    z.strictObject({
      id: z.string().min(1),
      name: z.string().min(1),
      number: z.string().optional(),
      issuer: z.string().optional(),
      published: day.optional(),
      ...periodShape,
      replaces: words.default([]),
      region: z.string().default('全国'),
      link: z.url().optional(),
    }),
  ),
})

const published = z.union([z.string().min(1), z.strictObject({ unpublished: z.literal(true) })])

export const bureauFile = z.strictObject({
  regions: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{6}$/),
      name: z.string(),
      within: z.string().optional(),
      aliases: words.default([]),
    }),
  ),
  home: z.string(),
  phones: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      phone: z.string(),
      hours: z.string().optional(),
      hoursUnpublished: z.literal(true).optional(),
      note: z.string().optional(),
    }),
  ),
  offices: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      region: z.string(),
      of: z.string().optional(),
      says: words.default([]),
      serves: words.default([]),
      phone: published,
      address: published,
      hours: published,
    }),
  ),
})

export const townsFile = z.strictObject({
  source: z.strictObject({ name: z.string().min(1), issuer: z.string().min(1), vintage: z.string().min(1) }),
  towns: z.array(
    z.strictObject({
      code: z.string().regex(/^\d{9}$/),
      name: z.string().regex(/.(镇|乡|街道)$/),
      within: z.string(),
      alone: z.array(z.string().min(2)).default([]),
    }),
  ),
})

export const ambiguousFile = z.strictObject({
  ambiguous: z.array(
    z.strictObject({
      words: words.min(1),
      question: z.string().min(1),
      choices: z
        .array(z.strictObject({ programme: z.string(), say: z.string().min(1) }))
        .min(2)
        .max(6),
    }),
  ),
})

export const factsFile = z.strictObject({
  facts: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
      kind: z.enum(['boolean', 'count', 'number', 'fen', 'date', 'choice', 'text', 'region']),
      label: z.string().min(1),
      ask: z.string().optional(),
      choices: z.record(z.string(), z.string()).optional(),
      sensitive: z.boolean().default(false),
      derived: z.boolean().default(false),
      from: z.string().optional(),
    }),
  ),
})

export const calendarFile = z.strictObject({
  years: z.array(
    z.strictObject({
      year: z.int(),
      unpublished: z.literal(true).optional(),
      source: z.string().optional(),
      note: z.string().optional(),
      holidays: z.array(z.strictObject({ name: z.string(), from: day, to: day })).default([]),
      workdays: z.array(day).default([]),
    }),
  ),
})

const pattern = z.union([z.string().min(1), z.strictObject({ all: words.min(1) })])

export const safetyFile = z.strictObject({
  groups: z.record(z.string(), words.min(1)).default({}),
  unless: words.default([]),
  asides: z.strictObject({ words: words.min(1), still: words.default([]) }).optional(),
  afterwards: z
    .array(
      z.strictObject({
        id: z.string(),
        said: words.default([]),
        alone: words.default([]),
        afterCard: words.default([]),
        reply: z.string().min(1),
        phones: words.default([]),
        basis: z.array(z.strictObject({ source: z.string(), article: z.string().optional() })).default([]),
      }),
    )
    .default([]),
  signals: z.array(
    z.strictObject({
      id: z.string(),
      tier: z.enum(['urgent', 'concern']),
      title: z.string(),
      patterns: z.array(pattern).min(1),
      unless: words.default([]),
      policyWords: words.default([]),
      reply: z.string().min(1),
      phones: words,
      discreet: z.boolean().default(false),
    }),
  ),
})

export const facetsFile = z.strictObject({
  facets: z.array(z.strictObject({ facet: z.enum(FACETS), words: words.min(1) })),
})

export const synonymsFile = z.strictObject({
  synonyms: z.array(z.strictObject({ say: words.min(1), mean: z.string().min(1) })),
  stopPhrases: words.default([]),
})

export const departmentsFile = z.strictObject({
  departments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      topics: words.min(1),
      decisive: words.default([]),
      unless: words.default([]),
      phone: z.string().optional(),
      note: z.string(),
    }),
  ),
})

export const programmeFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  short: z.string().min(1),
  aliases: words.default([]),
  colloquial: words.default([]),
  verbs: words.default([]),
  owner: z.string(),
  dialog: z.string().optional(),
  related: words.default([]),
  offers: words.max(4).default([]),
})

export const frontMatter = z.strictObject({ programme: z.string(), reviewedOn: day.optional() })

export const standardsFile = z.strictObject({
  programme: z.string(),
  standards: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
      label: z.string(),
      unit: z.enum(UNITS),
      variesBy: words.optional(),
      values: z
        .array(
          z.union([
            z.strictObject({
              region: z.string(),
              ...periodShape,
              fen: z.int().nonnegative(),
              source: z.string(),
              article: z.string().optional(),
            }),
            z.strictObject({
              region: z.string(),
              ...periodShape,
              unpublished: z.literal(true),
              source: z.string(),
              article: z.string().optional(),
              ask: z.string().optional(),
            }),
          ]),
        )
        .min(1),
    }),
  ),
})

const basisText = z.string().min(1)

export const eligibilityFile = z.strictObject({
  programme: z.string(),
  ruleSets: z.array(
    z.strictObject({
      id: z.string(),
      region: z.string().default('全国'),
      ...periodShape,
      criteria: z
        .array(
          z.strictObject({
            id: z.string(),
            label: z.string(),
            basis: basisText,
            when: conditionSchema,
            settledBy: z.enum(['meansCheck', 'registrar', 'staff']).optional(),
            nearPercent: z.number().min(0).max(50).optional(),
            unmet: z.string().min(1),
          }),
        )
        .min(1),
      exceptions: z
        .array(
          z.strictObject({
            id: z.string(),
            overrides: words.min(1),
            label: z.string(),
            basis: basisText,
            when: conditionSchema,
          }),
        )
        .default([]),
      alternatives: words.default([]),
    }),
  ),
})

const factValue = z.union([z.boolean(), z.number(), z.string()])

export const casesFile = z.strictObject({
  programme: z.string(),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      ruleSet: z.string(),
      on: day,
      region: z.string(),
      assume: z.record(z.string(), z.int()).default({}),
      facts: z.record(z.string(), factValue),
      expect: z.enum(OUTCOMES),
    }),
  ),
})

export const goldenFile = z.strictObject({
  programme: z.string(),
  golden: z.array(
    z.strictObject({
      q: z.string(),
      on: day.optional(),
      region: z.string().optional(),
      kind: z.array(z.string()).optional(),
      must: words.default([]),
      cites: words.default([]),
      mustNot: words.default([]),
    }),
  ),
})

export const coolingOffFile = z.strictObject({
  programme: z.string().optional(),
  examples: z.array(
    z.strictObject({
      name: z.string(),
      applied: day,
      withdrawUntil: day,
      certificateFrom: day,
      certificateUntil: day,
      note: z.string().optional(),
    }),
  ),
})
