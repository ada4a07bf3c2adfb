import { checkResidentId } from '../../src/domain/resident-id'

// 11010519491231002X is the example of GB 11643-1999 itself.
describe('a resident identity number (GB 11643)', () => {
  it('tells birth and sex', () => {
    expect(checkResidentId('11010519491231002X')).toEqual({
      ok: true,
      number: '11010519491231002X',
      birth: '1949-12-31',
      sex: 'female',
    })
    expect(checkResidentId('110101199003070011')).toMatchObject({ ok: true, birth: '1990-03-07', sex: 'male' })
  })

  it('is read with spaces, hyphens and a small x', () => {
    expect(checkResidentId(' 110105 19491231 002x ')).toMatchObject({ ok: true, number: '11010519491231002X' })
    expect(checkResidentId('110105-1949-1231-002X')).toMatchObject({ ok: true })
  })

  it.each([
    ['11010519491231002', 'length'],
    ['110105194912310021X', 'length'],
    ['', 'length'],
    ['11010519491231００2X', 'characters'],
    ['1101051949123100X2', 'characters'],
    ['A1010519491231002X', 'characters'],
    ['99010519491231002X', 'region'],
    ['110105194902290021', 'date'],
    ['110105190002290021', 'date'],
    ['110105194913310021', 'date'],
    ['110105194912320021', 'date'],
    ['110105194912310020', 'checksum'],
    ['110105194912310021', 'checksum'],
  ])('%j is refused for its %s', (text, why) => {
    expect(checkResidentId(text)).toEqual({ ok: false, why })
  })

  it('with any one digit wrong, or two neighbours swapped, is refused', () => {
    const sound = '110101199003070011'
    const wrong: string[] = []
    for (let i = 0; i < 17; i++) {
      for (let digit = 0; digit < 10; digit++)
        if (String(digit) !== sound[i]) wrong.push(sound.slice(0, i) + digit + sound.slice(i + 1))
      if (sound[i] !== sound[i + 1]) wrong.push(sound.slice(0, i) + sound[i + 1] + sound[i] + sound.slice(i + 2))
    }
    expect(wrong.length).toBeGreaterThan(150)
    expect(wrong.filter((each) => checkResidentId(each).ok)).toEqual([])
  })
})
