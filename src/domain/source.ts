/** Registered documents, and how an answer cites them. */
import type { Period } from './period'

export interface Source extends Period {
  readonly id: string
  readonly name: string
  readonly number?: string | undefined
  readonly issuer?: string | undefined
  readonly published?: string | undefined
  readonly replaces: readonly string[]
  readonly region: string
  readonly link?: string | undefined
}

/** One place in one source, as written in 【社会救助法 第十八条】. */
export interface Basis {
  readonly source: string
  readonly article?: string | undefined
}

/** A basis as the resident sees it; the shape of design §3.1. */
export interface Citation {
  readonly document: string
  readonly number: string | null
  readonly article: string | null
  readonly effectiveFrom: string
}

export function citationOf(basis: Basis, source: Source): Citation {
  return {
    document: source.name,
    number: source.number ?? null,
    article: basis.article ?? null,
    effectiveFrom: source.from,
  }
}

export function sayCitation(citation: Citation): string {
  const number = citation.number ? `（${citation.number}）` : ''
  const article = citation.article ? ` ${citation.article}` : ''
  return `《${citation.document}》${number}${article}，${citation.effectiveFrom}起施行`
}
