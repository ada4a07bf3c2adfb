/** Generated people: numbers that could be anybody’s, names rare enough to be looked for in bytes. */
import fc from 'fast-check'

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((each) => each.join(''))

const residentId = fc
  .record({
    day: fc.date({ min: new Date('1945-01-01'), max: new Date('2004-12-31'), noInvalidDate: true }),
    rest: digits(3),
  })
  .map(({ day, rest }) => withCheck(`341302${day.toISOString().slice(0, 10).replaceAll('-', '')}${rest}`))
const phone = fc
  .record({ head: fc.constantFrom('13', '15', '18', '19'), rest: digits(9) })
  .map((it) => it.head + it.rest)
const bank = fc
  .record({ head: fc.constantFrom('6222', '6217', '4367'), rest: digits(15) })
  .map((it) => it.head + it.rest)
const name = fc.constantFrom('欧阳慕容', '司徒望舒', '令狐清扬')
const spacing = fc.constantFrom('', ' ', '-')

function withCheck(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

export const person = fc.record({ name, residentId, phone, bank, spacing })
export type Person = typeof person extends fc.Arbitrary<infer T> ? T : never

/** 6222 0212 3456 …: as people copy it from a card. */
export const spaced = (number: string, by: string) => number.replace(/(\d{4})(?=\d)/g, `$1${by}`)

export const withoutSpacing = (text: string) => text.replace(/(?<=\d)[ -](?=\d)/g, '')

/** What such a person says before and while filling in a form, whose sample person they replace. */
export function wordsOf({ name, residentId, phone, bank, spacing }: Person, intake: readonly string[]): string[] {
  const theirs: Readonly<Record<string, string>> = {
    王秀英: name,
    '110101199003070417': residentId,
    '13812345678': phone,
  }
  if (!Object.keys(theirs).every((each) => intake.includes(each))) throw new Error('the sample person is not there')
  return [
    `我叫${name}，身份证${residentId}，电话${spaced(phone, spacing)}，低保怎么申请`,
    `卡号 ${spaced(bank, spacing)} 能收低保金吗`,
    '我要办低保',
    ...intake.map((answer) => theirs[answer] ?? answer),
  ]
}
