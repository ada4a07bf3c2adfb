/** Every passage of the bureau's, as a careful model would pass it on and as a careless one would change it. */
import { type Composed, compose } from '../../src/assistant/compose'
import { type Offer, readRetelling } from '../../src/assistant/model/retelling'
import { paragraphsOn } from '../../src/knowledge/passage'
import { realLibrary } from '../conversations/talk'

const [on, region] = ['2026-11-24', '宿州市']

async function offers(): Promise<{ offer: Offer; frame: Parameters<typeof compose>[1] }[]> {
  const { knowledge } = await realLibrary()
  const frame = { knowledge, on, region, today: on }
  return knowledge.passages
    .filter((each) => paragraphsOn(each, on, region, knowledge.regions).length > 0)
    .map((each) => ({ frame, offer: { token: 'P1', title: each.title, composed: compose([each], frame) } }))
    .filter(({ offer }, i) => !offer.composed.hasAmount && i % 3 === 0)
}

const lines = ({ text }: Composed) => text.split('\n').filter((line) => line.trim() !== '')
const passedOn = (told: readonly string[]) => told.map((line) => `${line}[P1]`).join('\n')

async function shareRefused(change: (line: string) => string): Promise<{ changed: number; refused: number }> {
  let [changed, refused] = [0, 0]
  for (const { offer, frame } of await offers()) {
    const told = lines(offer.composed)
    const at = told.findIndex((line) => change(line) !== line)
    if (at < 0) continue
    changed++
    const said = passedOn(told.map((line, i) => (i === at ? change(line) : line)))
    if (readRetelling(said, [offer], [offer], frame).kind === 'unusable') refused++
  }
  return { changed, refused }
}

it('is accepted when it is passed on line by line', async () => {
  const all = await offers()
  const refused = all.filter(
    ({ offer, frame }) => readRetelling(passedOn(lines(offer.composed)), [offer], [offer], frame).kind !== 'retold',
  )
  expect(all.length).toBeGreaterThan(300)
  expect(refused.length / all.length).toBeLessThanOrEqual(0.01)
})

it.each<[string, (line: string) => string]>([
  ['a figure raised by one', (line) => line.replace(/\d+/, (figure) => String(Number(figure) + 1))],
  ['a no left out', (line) => line.replace(/不(?=能|得|予|要|用|再)/, '')],
  ['a bound turned around', (line) => line.replace(/不满|未满/, '已满').replace(/以上/, '以下')],
  ['a sentence of somebody else’s', (line) => `${line}手续费交给门口的代办公司就行，他们三天包办好。`],
  ['a link', (line) => `${line}见 http://mz.example.com/apply`],
])('is refused with %s', async (_, change) => {
  const { changed, refused } = await shareRefused(change)
  expect(changed).toBeGreaterThan(25)
  expect(refused / changed).toBeGreaterThanOrEqual(0.99)
})
