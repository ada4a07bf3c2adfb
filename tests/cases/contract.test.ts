/** The published contract says what the program does: generated from its schemas, and current. */
import { parse } from 'yaml'
import { contractFiles, staleFiles } from '../../scripts/contract'

it('is current: run `npm run contract` after changing a schema', () => expect(staleFiles()).toEqual([]))

describe('openapi.yaml', () => {
  const document = parse(contractFiles().get('openapi.yaml') ?? '')

  it('names every route between the service and the backend', () => {
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(['/cases', '/cases/received'])
    expect(Object.keys(document.webhooks)).toEqual(['caseStatus'])
  })

  it('refers to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(references.length).toBeGreaterThan(10)
    for (const reference of references) {
      const found = reference.split('/').reduce((at, step) => at?.[step], document)
      expect([reference, typeof found]).toEqual([reference, 'object'])
    }
  })

  it('admits no field of a case file that the schema does not name', () => {
    const { properties, required, additionalProperties } = document.components.schemas.CaseFile
    expect(additionalProperties).toBe(false)
    expect(required).toEqual(expect.arrayContaining(['id', 'number', 'answers', 'consents', 'retention']))
    expect(Object.keys(properties)).toContain('eligibility')
  })
})
