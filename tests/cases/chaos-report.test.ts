/** The judge of `npm run chaos`: each way a case can be lost or doubled is named, and a clean run is clean. */
import { type Ended, report } from '../../scripts/chaos/report'
import { caseFileOf, noon } from './sample'

function clean(): Ended & { outcomes: { conversation: string; numbers: string[] }[] } {
  const caseFiles = ['c1', 'c2', 'c3'].map((conversation) => caseFileOf({ conversation }))
  return {
    outcomes: caseFiles.map(({ conversation, number }) => ({ conversation, numbers: [number] })),
    kept: caseFiles.map((caseFile) => ({ caseFile, state: { stage: 'delivered', attempts: 2 } })),
    received: caseFiles.map((caseFile, index) => ({ caseFile, number: `MZ-${index}`, arrivals: 1 })),
    met: new Map([[caseFiles[0]?.id ?? '', 'cut']]),
    requests: [{ headers: {}, body: `{"at":"${noon.toISOString()}"}`, answered: 200 }],
  }
}

it('finds nothing in a clean run, and counts every case by what it met', () => {
  const { table, failures } = report(clean())
  expect(failures).toEqual([])
  expect(table.split('\n').slice(1)).toEqual(['正常\t2\t4\t2\t0', '收下后，答复中途断开\t1\t2\t1\t0'])
})

it.each<[string, (run: ReturnType<typeof clean>) => Ended, string]>([
  ['a case nobody kept', (run) => ({ ...run, kept: run.kept.slice(1) }), '居民看到编号'],
  ['a case the backend never got', (run) => ({ ...run, received: run.received.slice(1) }), '没有送达后台'],
  ['a resident with two numbers', (run) => ({ ...run, outcomes: [{ numbers: ['a', 'b'] }] }), '不止一个编号'],
  [
    'two cases of one conversation',
    (run) => ({
      ...run,
      kept: [...run.kept, { ...run.kept[0], caseFile: caseFileOf({ conversation: 'c1' }) }] as Ended['kept'],
    }),
    '开出两件',
  ],
  ['a doubled post', (run) => ({ ...run, requests: [{ headers: {}, body: '{}', answered: 409 }] }), '重复的转交'],
  ['a resident left standing', (run) => ({ ...run, outcomes: [...run.outcomes, { numbers: [] }] }), '没有办完'],
  [
    'a receipt that was not recorded',
    (run) => ({
      ...run,
      kept: run.kept.map((kept) => ({ ...kept, state: { stage: 'handingOff' as const, attempts: 1 } })),
    }),
    '没有记为送达',
  ],
])('finds %s', (_, spoil, words) => {
  const { failures } = report(spoil(clean()))
  expect(failures.join('\n')).toContain(words)
})
