/**
 * How much a question and a stored wording say the same words, each weighed by its rarity: compared wording by wording,
 * for the few passages a search considers.
 */
import type { Counted } from './lexical-index'
import { add, dampen, rarity } from './term-weights'
import { type Terms, termsOf } from './terms'
import type { Tokenize } from './tokenize'

/** Each in [0, 1]. */
export interface Overlap {
  /** The cosine of the two. */
  readonly cosine: number
  /** Share of the question's term weight that the wording has. */
  readonly ofQuery: number
  /** Share of the wording's term weight that the question says: 1 when it stands whole in a long story. */
  readonly ofWording: number
}

/** A question made ready to be compared with wordings by their numbers; valid until the next one is. */
export type Compared = (wording: number) => Overlap

export class WordOverlap {
  private readonly tokenize: Tokenize
  private readonly terms: Terms
  private readonly bags: readonly Int32Array[]
  /** By term number: in how many wordings it stands, and its rarity. */
  private readonly holders: Int32Array
  private readonly idfs: Float64Array
  private readonly norms: Float64Array
  private readonly masses: Float64Array
  private readonly idfUnseen: number
  // The question's terms by number: what each adds to the cosine, and its rarity. Zero but while one is compared.
  private readonly products: Float64Array
  private readonly asked: Float64Array
  private filled: number[] = []

  constructor(texts: readonly string[], tokenize: Tokenize) {
    this.tokenize = tokenize
    this.terms = termsOf(tokenize)
    this.bags = texts.map(this.terms.bag)
    const { size } = this.terms
    this.holders = new Int32Array(size)
    for (const bag of this.bags) for (let i = 0; i < bag.length; i += 2) add(this.holders, bag[i] as number, 1)
    this.idfs = Float64Array.from(this.holders, (held) => rarity(held, texts.length))
    this.idfUnseen = rarity(0, texts.length)
    this.norms = Float64Array.from(this.bags, (bag) => Math.sqrt(this.sum(bag, (idf, tf) => (dampen(tf) * idf) ** 2)))
    this.masses = Float64Array.from(this.bags, (bag) => this.sum(bag, (idf) => idf))
    this.products = new Float64Array(size)
    this.asked = new Float64Array(size)
  }

  private sum(bag: Int32Array, each: (idf: number, tf: number) => number): number {
    let sum = 0
    for (let i = 0; i < bag.length; i += 2) sum += each(this.idfs[bag[i] as number] as number, bag[i + 1] as number)
    return sum
  }

  /** Share of the text's term weight that any wording has: low for what this base never speaks of. */
  familiar(text: string, except?: number): number {
    let known = 0
    let all = 0
    for (const term of new Set(this.tokenize(text))) {
      const number = this.numberOf(term)
      const idf = number === undefined ? this.idfUnseen : (this.idfs[number] as number)
      all += idf
      if (number !== undefined && this.isSaid(number, except)) known += idf
    }
    return all === 0 ? 0 : known / all
  }

  private isSaid(number: number, except: number | undefined): boolean {
    const held = this.holders[number] as number
    return held > 1 || (held === 1 && !(except !== undefined && this.bags[except] && has(this.bags[except], number)))
  }

  /** The term's number, when it is older than this base; a newer one stands in none of its wordings. */
  private numberOf(term: string): number | undefined {
    const number = this.terms.numberOf(term)
    return number !== undefined && number < this.idfs.length ? number : undefined
  }

  compare(query: Counted): Compared {
    for (const number of this.filled) this.products[number] = this.asked[number] = 0
    this.filled = []
    let [squares, mass] = [0, 0]
    for (const [term, tf] of query) {
      const number = this.numberOf(term)
      const idf = number === undefined ? this.idfUnseen : (this.idfs[number] as number)
      squares += (dampen(tf) * idf) ** 2
      mass += idf
      if (number === undefined) continue
      this.products[number] = dampen(tf) * idf * idf
      this.asked[number] = idf
      this.filled.push(number)
    }
    const norm = Math.sqrt(squares)
    return (wording) => {
      const bag = this.bags[wording] as Int32Array
      let [product, shared] = [0, 0]
      for (let i = 0; i < bag.length; i += 2) {
        product += (this.products[bag[i] as number] as number) * dampen(bag[i + 1] as number)
        shared += this.asked[bag[i] as number] as number
      }
      return {
        cosine: product / (norm * (this.norms[wording] as number) || 1),
        ofQuery: shared / (mass || 1),
        ofWording: shared / (this.masses[wording] || 1),
      }
    }
  }
}

function has(bag: Int32Array, number: number): boolean {
  for (let i = 0; i < bag.length; i += 2) if (bag[i] === number) return true
  return false
}
