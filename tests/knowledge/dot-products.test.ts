import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import wabt from 'wabt'
import { COMPILED, dotProducts } from '../../src/knowledge/dot-products'

const plain = (a: readonly number[], b: readonly number[]) => a.reduce((sum, each, i) => sum + each * (b[i] ?? 0), 0)

function row(seed: number, width: number): readonly number[] {
  const values = Array.from({ length: width }, (_, i) => Math.sin(1 + seed * 7.3 + i * 1.7))
  const length = Math.hypot(...values)
  return values.map((each) => each / length)
}

describe('dot products of one query with many unit vectors', () => {
  it.each([1, 7, 8, 128, 129])('are nearly those of a plain sum, for rows %d wide', (width) => {
    const rows = Array.from({ length: 300 }, (_, seed) => row(seed, width))
    const score = dotProducts(
      rows.map((each) => Float32Array.from(each)),
      width,
    )
    for (const seed of [1000, 2000]) {
      const query = row(seed, width)
      const scores = [...score(query)]
      expect(scores).toHaveLength(rows.length)
      scores.forEach((each, i) => {
        expect(Math.abs(each - plain(rows[i] ?? [], query))).toBeLessThan(0.005)
      })
    }
  })

  it('of no rows are none', () => expect(dotProducts([], 8)(row(1, 8))).toHaveLength(0))

  it('run the bytes that the text beside them compiles to', async () => {
    const text = readFileSync(join(__dirname, '..', '..', 'src', 'knowledge', 'dot-products.wat'), 'utf8')
    const compiled = (await wabt()).parseWat('dot-products.wat', text, { simd: true }).toBinary({})
    expect(Buffer.from(compiled.buffer).toString('base64')).toBe(COMPILED)
  })
})
